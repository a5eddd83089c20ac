import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import type { IDataObject, INodeType } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { ServiceSandbox } from '../../nodes/engine/sandbox/service/serviceSandbox';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { runInEngine, type NodeUnderTest } from '../support/runInEngine';
import { inGroups } from '../support/inGroups';

const planted = [
	'sk-planted-KEY-31337',
	'planted-HEADER-8842',
	'planted-QUERY-9113',
	'planted-USER-4410',
	'planted-PASSWORD-5577',
] as const;
const [key, header, query, user, password] = planted;

/** All that a server was sent, said again. */
const echo = ({ headers, url = '' }: IncomingMessage) =>
	`key ${headers.authorization}, ${headers.authorization?.replace('Bearer ', '')}, header ${String(headers['x-tenant'])}, at ${url}, in full http://h${url}`;

type Reply = (request: IncomingMessage, response: ServerResponse) => void;
const reply =
	(status: number, body: (said: string) => string, type = 'application/json'): Reply =>
	(request, response) =>
		void response.writeHead(status, { 'content-type': type, 'retry-after': '0' }).end(body(echo(request)));
const error = (said: string) => JSON.stringify({ error: { message: said, type: said, code: said } });

const answer = JSON.stringify({
	model: 'm',
	choices: [{ index: 0, message: { role: 'assistant', content: '{"answer": 8}' }, finish_reason: 'stop' }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

const replies: ReadonlyArray<readonly [string, Reply]> = [
	['answers', reply(200, () => answer)],
	...[400, 401, 403, 404, 413, 422, 429, 500, 503].map((status) => [`says all in an error with ${status}`, reply(status, error)] as const),
	['says all as text', reply(500, (said) => said, 'text/plain')],
	['says all in a web page', reply(200, (said) => `<html><body>${said}</body></html>`, 'text/html')],
	['says all in JSON that is no answer', reply(200, (said) => JSON.stringify({ hello: said }))],
	['says all in an error with 200', reply(200, error)],
	['says all in half a JSON', reply(200, (said) => `{"choices": [{"message": {"content": "${said}`)],
	['says all in a stream', reply(200, (said) => `data: ${error(said)}\n\n`, 'text/event-stream')],
	['closes the connection', (request) => request.socket.destroy()],
];

let server: Server;
let current: Reply;
let modelsFail = false;
const origin = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
const written: string[] = [];

beforeAll(async () => {
	vi.stubEnv('N8N_USER_FOLDER', folder);
	for (const stream of [process.stdout, process.stderr])
		vi.spyOn(stream, 'write').mockImplementation((words) => {
			written.push(String(words));
			return true;
		});
	for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
		vi.spyOn(console, method).mockImplementation((...words: unknown[]) => void written.push(inspect(words, { depth: 20 })));
	server = createServer((request, response) => {
		void text(request).then(() => {
			if (request.url?.includes('/models') === true && !modelsFail) return response.end(JSON.stringify({ data: [{ id: 'm' }] }));
			return current(request, response);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
	server.closeAllConnections();
	server.close();
	rmSync(folder, { recursive: true, force: true });
});

const model = { __rl: true, mode: 'list', value: '' };
const candidates = [1, 2].map((clone): IDataObject => ({
	run: { id: 'a', task: 'Say a number.', clone, clones: 2 },
	text: `{"answer": ${clone}}`,
	model: 'm',
	finishReason: 'stop',
}));

const nodes: ReadonlyArray<readonly [string, INodeType, IDataObject, readonly IDataObject[]]> = [
	[
		'Fan-Out',
		new ShadowCloneFanOut(),
		{
			task: 'Say a number.',
			clones: 2,
			model,
			...inGroups(new ShadowCloneFanOut(), { retries: 0, cacheAnswers: true, measurePace: true }),
		},
		[{}],
	],
	[
		'Fan-Out of plans',
		new ShadowCloneFanOut(),
		{ task: 'Say a number.', clones: 2, differBy: 'plan', model, limits: { retries: 0 } },
		[{}],
	],
	['Evaluator', new CloneEvaluator(), { scoreBy: ['judge'], judgeModel: model, options: {} }, candidates],
	['Synthesizer', new Synthesizer(), { method: 'merge', model, options: {} }, candidates],
	[
		'Memory',
		new MemoryGateway(),
		{ resource: 'memory', operation: 'remember', namespace: 'n', text: 'x', trust: 'user', options: {} },
		[{}],
	],
	[
		'Memory in Postgres',
		new MemoryGateway(),
		{ resource: 'memory', operation: 'recall', namespace: 'n', query: 'x', store: 'postgres', options: {} },
		[{}],
	],
];

/** All that n8n keeps of an execution, and more: whatever hangs on its errors. */
async function runAll(credentials: Readonly<Record<string, IDataObject>>, onError: NodeUnderTest['onError']): Promise<string> {
	const kept: string[] = [];
	for (const [name, type, parameters, items] of nodes) {
		const { run } = await runInEngine([{ name, type, parameters, ...(onError === undefined ? {} : { onError }) }], items, credentials);
		kept.push(inspect(run.data, { depth: 40, maxArrayLength: null, maxStringLength: null }));
		kept.push(inspect(run.data.resultData.error?.cause, { depth: 40, showHidden: true }));
	}
	return kept.join('\n');
}

const files = () =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
		.join('\n');

function expectNone(kept: string): void {
	const all = `${kept}\n${written.join('')}\n${files()}`;
	for (const secret of planted) {
		const at = all.indexOf(secret);
		expect(at === -1 ? '' : all.slice(Math.max(0, at - 200), at + 100)).toBe('');
	}
}

describe.each([undefined, 'continueErrorOutput'] as const)('with On Error %s', (onError) => {
	it.each(replies)('tells no key, header, query or password anywhere when a server %s', async (_, given) => {
		current = given;
		for (modelsFail of [false, true]) {
			const credentials = {
				vllmApi: {
					url: `http://${origin()}/v1?api-key=${query}`,
					apiKey: key,
					headers: { values: [{ name: 'X-Tenant', value: header }] },
					...(modelsFail
						? {}
						: {
								moreServers: { values: [{ url: `http://${origin().replace('127.0.0.1', 'localhost')}/v1?api-key=${query}`, apiKey: key }] },
							}),
				},
				postgres: { host: '127.0.0.1', port: 1, database: 'd', user, password, maxConnections: 1, ssl: 'disable' },
			};
			expectNone(await runAll(credentials, onError));
		}
	});
});

it.each([
	`http://${user}:${password}@127.0.0.1:1/v1`,
	`ftp://${user}:${password}@127.0.0.1/v1`,
	`http://${user}:${password}@bad host/v1`,
	`http://127.0.0.1:1/v1?api-key=${query}`,
	`http://bad host/v1?api-key=${query}`,
	`ws://127.0.0.1:1/v1?api-key=${query}`,
])('tells nothing of the address %s', async (url) => {
	for (const onError of [undefined, 'continueErrorOutput'] as const) expectNone(await runAll({ vllmApi: { url, apiKey: key } }, onError));
});

describe('a code-running service', () => {
	const job = {
		language: 'python',
		code: 'x = 1',
		tests: { kind: 'code', source: 'assert True' },
		limits: { timeoutMs: 1000, memoryBytes: 1 << 26, outputBytes: 1000 },
	} as const;

	async function failureOf(url: string): Promise<string> {
		const sandbox = new ServiceSandbox(url, key);
		const failure = await sandbox.test(job, new AbortController().signal).catch((caught: unknown) => caught);
		await sandbox.close();
		expect(failure).toBeInstanceOf(Error);
		return inspect(failure, { depth: 20, showHidden: true });
	}

	it.each([
		`http://${user}:${password}@127.0.0.1:1`,
		`http://${user}:${password}@no-such-host.invalid:2000`,
		`http://${user}:${password}@bad host`,
		`http://127.0.0.1:1/?token=${query}`,
		`http://127.0.0.1:1/api/v2?token=${query}`,
	])('tells nothing of the address %s', async (url) => {
		expectNone(await failureOf(url));
	});

	it.each(replies.slice(1))('keeps what it was sent to itself when it %s', async (_, given) => {
		current = given;
		modelsFail = true;
		expectNone(await failureOf(`http://${origin()}/?token=${query}`));
	});
});
