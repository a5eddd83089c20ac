import { expect, it } from 'vitest';
import { checkRay } from '../../../scripts/ray/checkRay.mts';
import { startPlainServer } from '../../support/startPlainServer';
import { startVllmDouble } from '../../support/vllmDouble/index.ts';

it('asks each model that is listed', async () => {
	const double = await startVllmDouble({ models: ['large'], answer: () => 'Hello.' });
	expect(await checkRay(double.baseUrl)).toMatchObject([{ model: 'large', text: 'Hello.' }]);
	await expect(checkRay(double.baseUrl, ['small'])).rejects.toThrow(/lists large, and not small/);
	await double.close();
});

it('says what answers there in place of a list', async () => {
	const broken = await startPlainServer({ models: 'The proxy is down', modelsStatus: 502 });
	await expect(checkRay(`${broken.origin}/v1`)).rejects.toThrow(/: it answered 502, The proxy is down\.$/);
	const empty = await startPlainServer({ models: { data: [] } });
	await expect(checkRay(`${empty.origin}/v1`)).rejects.toThrow(/lists no model\.$/);
});

it('says why there is no connection', async () => {
	await expect(checkRay('http://127.0.0.1:9/v1')).rejects.toThrow(/ECONNREFUSED|bad port/);
});
