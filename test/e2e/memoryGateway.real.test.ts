import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '../../scripts/postgres/startPostgres.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { askMemoryGateway } from '../../scripts/start/askMemoryGateway.mts';
import { startVllmDouble, type ChatBody, type VllmDouble } from '../support/vllmDouble/index.ts';
import { memoryTemplateFile, reportPatternFile } from './templates.ts';

const first = 'Our printer is called Bruno and stands in room 12. What is it called?';
const second = 'In which room does the printer Bruno stand?';

/** Knows the room only where the prompt says it; four of five clones agree. */
function answerFrom({ messages = [] }: ChatBody, index: number): string {
	const prompt = messages.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n');
	if (prompt.includes('one final answer')) return /room 12/.test(prompt) ? 'Bruno, room 12.' : 'I do not know.';
	if (index % 6 === 4) return 'Nobody can say.';
	return /room 12/.test(prompt) ? 'Bruno, room 12.' : 'I do not know.';
}

describe('the memory gateway template in a real n8n', () => {
	let folder: string;
	let n8n: RunningN8n;
	let double: VllmDouble;
	let postgres: PostgresServer;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		double = await startVllmDouble({ answer: answerFrom });
		await writeFile(join(folder, 'photo.png'), 'not a database, but a picture of one'.repeat(100));
		postgres = await startPostgres();
		const { host, port, database, user, password } = await postgres.createDatabase();
		const shared = withPostgres(JSON.parse(await readFile(memoryTemplateFile, 'utf8')) as Workflow);
		const unwritable = withUnwritableMemory(JSON.parse(await readFile(memoryTemplateFile, 'utf8')) as Workflow, join(folder, 'photo.png'));
		n8n = await startN8n({
			folder,
			workflows: [memoryTemplateFile, shared, unwritable, voting, reportPatternFile],
			credentials: [
				{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } },
				{ name: 'Postgres account', type: 'postgres', data: { host, port, database, user, password, ssl: 'disable' } },
				{ name: 'Report readers', type: 'httpBasicAuth', data: { user: 'anna', password: 'only for her' } },
			],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		await postgres?.remove();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const ask = async (question: string, namespace?: string) =>
		await askMemoryGateway(`${n8n.address}/webhook/memory-gateway`, question, namespace === undefined ? {} : { namespace });

	it('does not know what it was never told', async () => {
		expect(await ask('In which room does the plotter Clara stand?')).toMatchObject({
			fromCache: false,
			answer: 'I do not know.',
			recalled: [],
		});
	});

	it('asks five clones, makes one answer of theirs, remembers it and hands out a receipt', async () => {
		const before = double.counters.received;
		const answer = await ask(first);
		expect(answer).toMatchObject({
			fromCache: false,
			answer: 'Bruno, room 12.',
			remembered: { outcome: 'new', count: 1 },
			saved: true,
			receipt: { asked: 5, answered: 5, missing: [] },
		});
		if (answer.fromCache) return;
		expect(answer.clones.map(({ clone }) => clone).sort()).toEqual([1, 2, 3, 4, 5]);
		expect(answer.clones[0]?.reason).toMatch(/^\d+ % like the others, by words/);
		// Five clones: the lone call before the first run was too short to measure the pace, and is not made again within the hour. The three best say the same, so that nothing is left to be made of them.
		expect(double.counters.received - before).toBe(5);
		expect(answer.synthesis).toMatchObject({ outcome: 'passedThrough', receipt: { requests: 0 } });
	});

	it('answers the same question from the cache, without a request', async () => {
		const before = double.counters.received;
		expect(await ask(first)).toMatchObject({ fromCache: true, answer: 'Bruno, room 12.' });
		expect(double.counters.received).toBe(before);
	});

	it('answers a question that needs the first answer from memory, fenced as data', async () => {
		const answer = await ask(second);
		expect(answer).toMatchObject({ fromCache: false, answer: 'Bruno, room 12.' });
		if (answer.fromCache) return;
		expect(answer.recalled[0]).toMatchObject({ rank: 1, trust: 'untrusted', text: `Question: ${first}\nAnswer: Bruno, room 12.` });
	});

	it('says what is missing when no question comes', async () => {
		await expect(ask('  ')).rejects.toThrow(/The question is empty/);
	});

	it('keeps a test apart from what is remembered in earnest', async () => {
		const response = await fetch(`${n8n.address}/webhook/memory-gateway`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ question: second, test: true }),
		});
		expect(await response.json()).toMatchObject({ fromCache: false, answer: 'I do not know.', recalled: [] });
	});

	it('keeps what one start of npm start was told from the next one', async () => {
		expect(await ask(first, 'start one')).toMatchObject({ fromCache: false, recalled: [] });
		expect(await ask(first, 'start one')).toMatchObject({ fromCache: true });
		expect(await ask(first, 'start two')).toMatchObject({ fromCache: false, recalled: [] });
	});

	describe.each([
		['memory-gateway', 'the embedded store'],
		['shared-memory', 'Postgres'],
	])('at %s, with %s', (path) => {
		const post = async (body: object, headers: object = {}) => {
			const response = await fetch(`${n8n.address}/webhook/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(body),
			});
			return {
				status: response.status,
				...((await response.json()) as { answer: string; fromCache: boolean; remembered?: object; saved?: boolean }),
			};
		};

		it('gives twenty callers of one new question the answer of one run, which is remembered once', async () => {
			const question = `Is it true at ${path} that the printer Bruno stands in room 12?`;
			const before = double.counters.received;
			const answers = await Promise.all(Array.from({ length: 20 }, async () => await post({ question, test: 'many callers' })));
			expect(new Set(answers.map(({ answer }) => answer))).toEqual(new Set(['Bruno, room 12.']));
			expect(answers.filter(({ fromCache }) => !fromCache)).toMatchObject([{ saved: true, remembered: { outcome: 'new', count: 1 } }]);
			// Five clones, and the lone call that measures the pace where nobody has measured it yet.
			expect([5, 6]).toContain(double.counters.received - before);
		});

		it('gives a repeated request the same answer, and changes nothing twice', async () => {
			const question = `Who said at ${path} that Bruno stands in room 12?`;
			const first = await post({ question, requestId: 'r-1', test: 'repeats' });
			const before = double.counters.received;
			expect(await post({ question, requestId: 'r-1', test: 'repeats' })).toMatchObject({
				status: 200,
				answer: first.answer,
				fromCache: true,
			});
			expect(await post({ question, test: 'repeats' }, { 'Idempotency-Key': 'r-1' })).toMatchObject({
				answer: first.answer,
				fromCache: true,
			});
			expect(double.counters.received).toBe(before);
		});
	});

	it('makes one decision of fifty votes that come at once, and tells all the others of it', async () => {
		const vote = async (voter: number) => {
			const response = await fetch(`${n8n.address}/webhook/vote`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ voter: `voter ${voter}`, value: voter % 3 === 0 ? 'no' : 'yes' }),
			});
			return (await response.json()) as { decisive: boolean; decided: boolean; value?: string; votes?: readonly object[] };
		};
		const votes = await Promise.all(Array.from({ length: 50 }, async (_, voter) => await vote(voter)));
		expect(votes.filter(({ decisive }) => decisive)).toHaveLength(1);
		const learned = await vote(50);
		expect(learned).toMatchObject({ decided: true, decisive: false });
		expect(learned.votes).toContainEqual(expect.objectContaining({ value: learned.value, votes: 20 }));
		expect(new Set(votes.flatMap(({ value }) => value ?? []))).toEqual(new Set([learned.value]));
	});

	it('answers all the same when memory cannot be written, and says why', async () => {
		const answer = await askMemoryGateway(`${n8n.address}/webhook/unwritable`, `Has nobody asked this: ${second}`);
		expect(answer).toMatchObject({
			fromCache: false,
			saved: false,
			savedBecause: expect.stringContaining('is not a memory file'),
			remembered: { error: expect.stringContaining('is not a memory file') as string },
		});
	});

	describe('with the report pattern beside it', () => {
		const page = `webhook/shadow-clones-report`;
		const authorization = `Basic ${Buffer.from('anna:only for her').toString('base64')}`;
		const read = async (query = '') => await fetch(`${n8n.address}/${page}${query}`, { headers: { authorization } });

		it('shows to those who know the password, and to nobody else, what all runs came to', async () => {
			expect((await fetch(`${n8n.address}/${page}`)).status).toBe(401);
			const answer = await read('?days=7');
			expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
			const text = await answer.text();
			const template = JSON.parse(await readFile(memoryTemplateFile, 'utf8')) as Workflow;
			expect(text).toContain(`<th scope="row">${template.name}</th>`);
			// A double on a busy machine is at times too fast for its own pace.
			expect(text).toMatch(/<h2>Time saved(?:: [^]*Measured in \d+ of \d+ runs|<[^]*Not measured in any)/);
			expect(text).toContain('<th scope="row">Consensus</th>');
			expect(text).toMatch(/answers that were looked up came from the cache/);
		});

		it('shows one workflow, and is empty for one that never ran', async () => {
			expect(await (await read('?workflow=Cannot+remember')).text()).toContain('only workflow Cannot remember');
			expect(await (await read('?workflow=Nobody')).text()).toContain('No receipt matches');
		});

		it('is made of receipts without a word of what was asked or answered', async () => {
			const receipts = join(folder, '.n8n', 'shadow-clones', 'receipts.sqlite');
			const bytes = `${await readFile(receipts, 'latin1')}${await readFile(`${receipts}-wal`, 'latin1').catch(() => '')}`;
			expect(bytes).toContain('double-1b');
			expect(bytes).not.toMatch(/Bruno|printer|room 12/);
		});
	});
});

/** A webhook whose callers vote on one thing. */
const voting: Workflow = {
	name: 'Vote',
	nodes: [
		{
			id: 'webhook',
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			webhookId: 'vote',
			parameters: { httpMethod: 'POST', path: 'vote', responseMode: 'lastNode', options: {} },
		},
		{
			id: 'vote',
			name: 'Memory Gateway',
			type: 'n8n-nodes-shadow-clones.memoryGateway',
			typeVersion: 1,
			position: [220, 0],
			parameters: {
				...{ resource: 'decision', operation: 'vote', namespace: { __rl: true, mode: 'id', value: 'votes' } },
				...{ decision: { __rl: true, mode: 'id', value: 'refund' }, voter: '={{ $json.body.voter }}', value: '={{ $json.body.value }}' },
				...{ quorum: 'votes', votesNeeded: 20, options: {} },
			},
		},
	],
	connections: { Webhook: { main: [[{ node: 'Memory Gateway', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
};

/** The template under another path, where what it learns goes into a file of another program. */
function withUnwritableMemory(template: Workflow, file: string): Workflow {
	const nodes = template.nodes.map((node) => {
		if (node.type === 'n8n-nodes-base.webhook')
			return { ...node, webhookId: crypto.randomUUID(), parameters: { ...node.parameters, path: 'unwritable' } };
		if (node.name !== 'Remember' && node.name !== 'Save') return node;
		return { ...node, parameters: { ...node.parameters, options: { ...(node.parameters['options'] as object), file } } };
	});
	return { ...template, name: 'Cannot remember', nodes };
}

/** The template under another path, as it is in queue mode: one value in Settings, and the credential. */
function withPostgres(template: Workflow): Workflow {
	const nodes = template.nodes.map((node) => {
		if (node.type === 'n8n-nodes-base.webhook')
			return { ...node, webhookId: crypto.randomUUID(), parameters: { ...node.parameters, path: 'shared-memory' } };
		if (node.name === 'Settings')
			return JSON.parse(JSON.stringify(node).replace('"value":"embedded"', '"value":"postgres"')) as typeof node;
		if (!node.type.endsWith('memoryGateway')) return node;
		return { ...node, credentials: { ...node.credentials, postgres: { id: '', name: 'Postgres account' } } };
	});
	return { ...template, name: 'Shared memory', nodes };
}
