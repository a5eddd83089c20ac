import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, SandboxUnavailableError } from '../../../nodes/engine/sandbox';
import { ServiceSandbox } from '../../../nodes/engine/sandbox/service/serviceSandbox';
import { limits } from '../../contracts/sandbox';
import { dialects } from '../../contracts/sandboxPrograms';
import { bubblewrapHere } from '../../support/bubblewrapHere';
import { startPistonService, type PistonService } from '../../support/pistonService';

const never = new AbortController().signal;

describe('The HTTP service says what is wrong', () => {
	let service: PistonService;
	const dialect = dialects.python;
	const ask = (url: string, key?: string) =>
		new ServiceSandbox(url, key)
			.test({ language: 'python', code: dialect.add, tests: { kind: 'code', source: dialect.twoCalls }, limits }, never)
			.catch((error: unknown) => error as SandboxUnavailableError);
	const expectTrouble = async (answer: unknown, message: RegExp, advice: RegExp) => {
		const error = (await answer) as SandboxUnavailableError;
		expect(error).toBeInstanceOf(SandboxUnavailableError);
		expect(error.message).toMatch(message);
		expect(error.advice).toMatch(advice);
	};

	beforeAll(async () => {
		service = await startPistonService();
	});
	afterAll(() => service.close());

	it('when nothing listens at the address', async () => {
		const gone = await startPistonService();
		await gone.close();
		await expectTrouble(ask(gone.url), /does not answer: nothing listens there/, /Start the service/);
	});

	it('when the address is none', () => expectTrouble(ask('not an address'), /does not answer: this is no address/, /correct its address/));

	it('when the key is wrong or missing', async () => {
		service.key = 'right';
		await expectTrouble(ask(service.url, 'wrong'), /did not accept the key/, /Correct the key/);
		await expectTrouble(ask(service.url), /did not accept the key/, /Correct the key/);
		service.key = undefined;
	});

	it('when it has not got the language, naming what it has', async () => {
		service.languages = ['javascript'];
		await expectTrouble(ask(service.url), /has no python; it has javascript 3.11.2/, /Install python/);
		service.languages = ['python', 'javascript'];
	});

	it('when it has too many requests, after asking again', async () => {
		const before = service.requests.length;
		service.fault = { status: 429, body: '{"message":"slow down"}', headers: { 'retry-after': '0' } };
		await expectTrouble(ask(service.url), /too many requests, 4 times in a row/, /fewer clones/);
		expect(service.requests.length - before).toBe(4);
		service.fault = undefined;
	});

	it.each([
		['a web page', 200, '<html><body>Welcome</body></html>', /is no code-running service: it sent "<html>/],
		['nothing', 200, '', /is no code-running service/],
		['another kind of JSON', 200, '{"models":[]}', /is no code-running service/],
		['a page that is not there', 404, 'Not Found', /There is no code-running service at/],
		['a breakdown', 500, '{"message":"disk full"}', /refused: disk full/],
	])('when it answers with %s', async (_, status, body, message) => {
		service.fault = { status, body };
		await expectTrouble(ask(service.url), message, /./);
		service.fault = undefined;
	});

	it.runIf(bubblewrapHere)('and goes on after one refusal for being busy', async () => {
		service.fault = { status: 429, body: '{}', headers: { 'retry-after': '0' }, times: 1 };
		expect(await ask(service.url)).toMatchObject({ kind: 'finished', passed: 2, total: 2 });
		service.fault = undefined;
	});

	it.runIf(bubblewrapHere)('and takes a shorter deadline where the service allows no longer one', async () => {
		service.maxRunTimeoutMs = 3000;
		expect(await ask(service.url)).toMatchObject({ kind: 'finished', passed: 2, total: 2 });
		service.maxRunTimeoutMs = undefined;
	});

	it('is the place for Python where the host has no other', async () => {
		const sandbox = await createSandbox('python', { service: { url: service.url } });
		expect(sandbox).toBeInstanceOf(bubblewrapHere ? Object : ServiceSandbox);
	});
});
