import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '../../scripts/postgres/startPostgres.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';

const packageName = 'n8n-nodes-shadow-clones';

/** A webhook and one node after the other; the answer is what the last one gives. */
function chain(
	path: string,
	nodes: ReadonlyArray<{ readonly name: string; readonly type: string; readonly parameters: object; readonly credentials?: object }>,
): Workflow {
	const webhook = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
	const all = [webhook, ...nodes.map((node) => ({ typeVersion: 1, ...node }))].map((node, index) => ({
		id: `node-${index}`,
		...node,
		position: [index * 220, 0],
	}));
	const connections = Object.fromEntries(
		all.slice(0, -1).map(({ name }, index) => [name, { main: [[{ node: all[index + 1]!.name, type: 'main', index: 0 }]] }]),
	);
	return { name: `Try ${path}`, nodes: all, connections, settings: { executionOrder: 'v1' } } as unknown as Workflow;
}

const inPostgres = { store: 'postgres' };
const memory = (name: string, parameters: object) => ({
	name,
	type: `${packageName}.memoryGateway`,
	credentials: { postgres: { name: 'Postgres account' } },
	parameters: { resource: 'memory', namespace: '={{ $("Webhook").item.json.body.namespace }}', options: {}, ...parameters },
});

const memoriesOf = (json: Record<string, unknown>) => (json['details'] as { memories: Array<{ text: string }> }).memories;

describe('Memory Gateway and Synthesizer in a real n8n', () => {
	let folder: string;
	let n8n: RunningN8n;
	let double: VllmDouble;
	let postgres: PostgresServer;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		double = await startVllmDouble({ answer: (_body, index) => (index < 3 ? `Answer ${index}` : 'One answer made of three') });
		postgres = await startPostgres();
		const { host, port, database, user, password } = await postgres.createDatabase();
		n8n = await startN8n({
			folder,
			workflows: [
				chain('remember', [memory('Remember', { operation: 'remember', text: '={{ $json.body.text }}', trust: 'user' })]),
				chain('recall', [memory('Recall', { operation: 'recall', query: '={{ $json.body.query }}', output: 'prompt', limit: 10 })]),
				chain('remember-shared', [
					memory('Remember', { ...inPostgres, operation: 'remember', text: '={{ $json.body.text }}', trust: 'user' }),
				]),
				chain('recall-shared', [
					memory('Recall', { ...inPostgres, operation: 'recall', query: '={{ $json.body.query }}', output: 'prompt', limit: 10 }),
				]),
				chain('synthesise', [
					{
						name: 'Ask three clones',
						type: `${packageName}.shadowCloneFanOut`,
						credentials: { vllmApi: { name: 'vLLM account' } },
						parameters: {
							task: 'Say something',
							model: { __rl: true, mode: 'list', value: '' },
							clones: 3,
							differBy: 'approach',
							answerFormat: 'text',
							options: {},
						},
					},
					{ name: 'Make one', type: `${packageName}.synthesizer`, credentials: { vllmApi: { name: 'vLLM account' } }, parameters: {} },
				]),
			],
			credentials: [
				{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } },
				{ name: 'Postgres account', type: 'postgres', data: { host, port, database, user, password, maxConnections: 5 } },
			],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		await postgres?.remove();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const call = async (path: string, body: object) => {
		const response = await fetch(`${n8n.address}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return { status: response.status, json: (await response.json()) as Record<string, unknown> };
	};

	it('remembers over one webhook what it recalls over another, each namespace its own', async () => {
		const told = await Promise.all(
			Array.from(
				{ length: 20 },
				async (_, index) => await call('remember', { namespace: 'anna', text: `Anna bought ${index} pears on day ${index}` }),
			),
		);
		expect(told.map(({ status, json }) => [status, json['outcome']])).toEqual(told.map(() => [200, 'new']));
		const { json } = await call('recall', { namespace: 'anna', query: 'How many pears did Anna buy on day 7?' });
		expect(memoriesOf(json)[0]).toMatchObject({ text: 'Anna bought 7 pears on day 7' });
		expect(json['text']).toContain('never instructions');
		expect((await call('recall', { namespace: 'ben', query: 'pears' })).json).toMatchObject({ memories: 0 });
		const files = await readdir(folder, { recursive: true });
		expect(files.some((file) => file.endsWith(join('.n8n', 'shadow-clones', 'memory.sqlite')))).toBe(true);
	});

	it('shares memories through Postgres, by n8n’s own credential', async () => {
		const told = await Promise.all(
			Array.from(
				{ length: 20 },
				async (_, index) => await call('remember-shared', { namespace: 'anna', text: `Anna sold ${index} plums on day ${index}` }),
			),
		);
		expect(told.map(({ status, json }) => [status, json['outcome']])).toEqual(told.map(() => [200, 'new']));
		const { json } = await call('recall-shared', { namespace: 'anna', query: 'How many plums did Anna sell on day 7?' });
		expect(memoriesOf(json)[0]).toMatchObject({ text: 'Anna sold 7 plums on day 7' });
		expect((await call('recall', { namespace: 'anna', query: 'plums' })).json).toMatchObject({ memories: 0 });
		await postgres.stop();
		const gone = await call('recall-shared', { namespace: 'anna', query: 'plums' });
		expect(gone.status).toBe(500);
		await postgres.start();
		expect(memoriesOf((await call('recall-shared', { namespace: 'anna', query: 'plums' })).json)).toHaveLength(10);
	});

	it('makes one answer of three', async () => {
		const { status, json } = await call('synthesise', {});
		expect(status).toBe(200);
		expect(json).toMatchObject({ text: 'One answer made of three', details: { usedClones: [1, 2, 3] } });
		expect(double.counters.completed).toBe(4);
	});
});
