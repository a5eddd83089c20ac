import { expect, it, onTestFinished } from 'vitest';
import { SandboxServiceApi } from '../../credentials/SandboxServiceApi.credentials';
import { startPistonService } from '../support/pistonService';
import { startPlainServer } from '../support/startPlainServer';
import { testCredential } from '../support/testCredential';

const press = async (data: Parameters<typeof testCredential>[1]) => await testCredential(new SandboxServiceApi(), data);
const failure = (message: RegExp) => ({ status: 'Error', message: expect.stringMatching(message) as string });

async function open() {
	const service = await startPistonService();
	onTestFinished(async () => await service.close());
	return service;
}

it.each(['', '/', '/api/v2', '/api/v2/runtimes'])('finds the service behind the address with %j', async (typed) => {
	const { url } = await open();
	expect(await press({ url: url + typed })).toEqual({ status: 'OK', message: 'Connected: the service runs python 3.11.2.' });
});

it('says that the key is wrong, and brings the right one', async () => {
	const service = await open();
	service.key = 'sesame';
	expect(await press({ url: service.url, apiKey: 'wrong' })).toEqual(failure(/did not accept the key\. Correct the key/));
	expect(await press({ url: service.url, apiKey: 'sesame' })).toMatchObject({ status: 'OK' });
});

it('says that a service without Python is of no use', async () => {
	const service = await open();
	service.languages = ['javascript'];
	expect(await press({ url: service.url })).toEqual(failure(/has no python; it has javascript 3\.11\.2\. Install python/));
});

it('says what answers where there is no such service', async () => {
	const { origin } = await startPlainServer();
	expect(await press({ url: origin })).toEqual(failure(/is no code-running service/));
	expect(await press({ url: 'http://127.0.0.1:9' })).toEqual(failure(/nothing listens there\. Start the service/));
});
