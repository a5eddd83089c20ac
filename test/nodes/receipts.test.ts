import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { openSqliteStore } from '../../nodes/engine/memory/stores';
import { receiptsFile } from '../../nodes/engine/receipts/receiptsFile';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { manyReceipts } from '../engine/receipts/receiptOf';
import { faultsOfItem } from '../support/faultsOfItem';
import { runInEngine, type NodeUnderTest } from '../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';
import { inGroups } from '../support/inGroups';

const secret = 'The word of the day is xylophone.';
let double: VllmDouble;
let folder: string;
beforeAll(async () => (double = await startVllmDouble({ answer: () => 'The answer is 8 zebras.' })));
afterAll(async () => await double.close());
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'receipts-'));
	vi.stubEnv('N8N_USER_FOLDER', folder);
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true, force: true });
});

const model = { __rl: true, mode: 'id', value: 'double-1b' };
const credentials = () => ({ vllmApi: { url: double.baseUrl, apiKey: 'sk-secret-key' } });
const run = async (nodes: readonly NodeUnderTest[], items: readonly IDataObject[] = [{}]) => await runInEngine(nodes, items, credentials());

const chain = (options: IDataObject = {}): NodeUnderTest[] => [
	{
		name: 'Ask',
		type: new ShadowCloneFanOut(),
		parameters: { task: secret, clones: 3, model, ...inGroups(new ShadowCloneFanOut(), { measurePace: true, ...options }) },
		outputs: [['Pick']],
	},
	{ name: 'Pick', type: new CloneEvaluator(), parameters: { scoreBy: ['vote'], voteOn: 'text', options }, outputs: [['Make']] },
	{ name: 'Make', type: new Synthesizer(), parameters: { method: 'merge', model, options } },
];

async function receipts(parameters: IDataObject = {}) {
	const memory = { name: 'memory', type: new MemoryGateway(), parameters: { resource: 'receipts', operation: 'getMany', ...parameters } };
	const ran = await runInEngine([memory], [{}]);
	return {
		items: ran
			.outputsOf('memory')
			.flat()
			.map(({ json }) => json),
		hints: ran.hintsOf('memory'),
	};
}

const report = async (parameters: IDataObject = {}) => (await receipts({ operation: 'report', ...parameters })).items[0] ?? {};

describe('receipts of runs', () => {
	it('are kept by every node of a chain, listed with where they ran, and added up in a page', async () => {
		await run(chain());
		const { items } = await receipts();
		expect(items.toReversed()).toMatchObject([
			{
				summary: expect.stringMatching(/^3 of 3 clones answered in/) as string,
				workflow: 'test',
				node: 'Ask',
				kind: 'fanOut',
				models: ['double-1b'],
				details: { asked: 3, answered: 3, workflowId: 'test' },
			},
			{
				summary: 'An answer was accepted out of 3, by Vote, 100 % agreed.',
				node: 'Pick',
				kind: 'evaluation',
				outcome: 'accepted',
				details: { pickedBy: 'Vote', agreement: 1 },
			},
			{
				summary: 'One answer was made of 3, by Merge.',
				node: 'Make',
				kind: 'synthesis',
				outcome: 'passedThrough',
				details: { pickedBy: 'Merge' },
			},
		]);
		expect(items.flatMap(faultsOfItem)).toEqual([]);
		const page = await report();
		expect(page).toMatchObject({
			text: expect.stringContaining('1 run from') as string,
			html: expect.stringMatching(/^<!doctype html>/) as string,
			receipts: 3,
			runs: 1,
			details: { asked: 3, answered: 3, decided: 1, picked: 1 },
		});
		expect(Object.keys(page)[0]).toBe('text');
		expect(faultsOfItem(page)).toEqual([]);
	});

	it('hold no word of a task, an answer, an error of a server or a key', async () => {
		await run(chain());
		await run([
			{
				name: 'Ask',
				type: new ShadowCloneFanOut(),
				parameters: { task: secret, clones: 2, model: { ...model, value: 'no-such-model' }, limits: { retries: 0 } },
			},
		]);
		expect((await receipts()).items).toHaveLength(4);
		const file = readFileSync(join(folder, '.n8n', 'shadow-clones', 'receipts.sqlite'));
		const log = join(folder, '.n8n', 'shadow-clones', 'receipts.sqlite-wal');
		const bytes = file.toString('latin1') + (existsSync(log) ? readFileSync(log).toString('latin1') : '');
		expect(bytes).toContain('double-1b');
		for (const word of ['xylophone', 'zebra', 'sk-secret', '127.0.0.1']) expect(bytes).not.toContain(word);
	});

	it('tell of runs that came to nothing, by what kept their clones from answering', async () => {
		const failing = { name: 'Ask', type: new ShadowCloneFanOut(), parameters: { task: 'x', clones: 2, model, limits: { retries: 0 } } };
		const ran = await runInEngine([failing], [{}], { vllmApi: { url: 'http://127.0.0.1:9/v1', apiKey: '' } });
		expect(() => ran.outputsOf('Ask')).toThrow('None of the 2 clones answered');
		expect((await receipts()).items).toMatchObject([
			{ kind: 'fanOut', details: { answered: 0, failures: [{ kind: 'connectionRefused', clones: 2 }] } },
		]);
		expect((await report())['html']).toContain('Connection refused');
	});

	it.each([
		['far too many clones', { clones: 1e9 }],
		['too many clones', { clones: 5000 }],
		['fewer than no clones', { clones: -1 }],
		['half a clone', { clones: 2.5 }],
		['too many clones, on a server that is down', { clones: 5000, model: { ...model, value: '' } }, 'http://127.0.0.1:9/v1'],
		['an empty task', { task: ' ', clones: 4 }],
		['more answers needed than clones', { clones: 3, limits: { minimumAnswers: 4 } }],
	])('of runs that are refused for %s count no clone', async (_, parameters: IDataObject, url: string = double.baseUrl) => {
		const refused = { name: 'Ask', type: new ShadowCloneFanOut(), parameters: { task: 'x', model, ...parameters } };
		const ran = await runInEngine([refused], [{}], { vllmApi: { url, apiKey: '' } });
		expect(() => ran.outputsOf('Ask')).toThrow();
		const { items } = await receipts();
		expect(items).toMatchObject([{ summary: 'The run was refused before any clone was asked.', details: { asked: 0, answered: 0 } }]);
		await run(chain());
		expect(await report()).toMatchObject({ runs: 2, details: { asked: 3, answered: 3 } });
	});

	it.each([
		['Keep Receipts is off in each node', chain({ keepReceipts: false }), undefined],
		['SHADOW_CLONES_RECEIPTS is off', chain(), 'off'],
	])('are not kept where %s', async (_, nodes, variable) => {
		vi.stubEnv('SHADOW_CLONES_RECEIPTS', variable);
		await run(nodes);
		vi.stubEnv('SHADOW_CLONES_RECEIPTS', undefined);
		expect(await receipts()).toEqual({ items: [], hints: [expect.stringContaining('No receipt of a run matches')] });
		expect((await report())['html']).toContain('No receipts yet');
	});

	it('count what the answer cache had, look-ups too, unless that one keeps none', async () => {
		const memory = (operation: string, more: IDataObject = {}) => ({
			name: 'memory',
			type: new MemoryGateway(),
			parameters: { resource: 'answerCache', operation, namespace: 'n', question: 'Why?', answer: 'So.', ...more },
		});
		const cached = {
			name: 'Ask',
			type: new ShadowCloneFanOut(),
			parameters: { task: 'Say 8.', clones: 2, model, options: { cacheAnswers: { settings: {} } } },
		};
		await run([memory('lookUp')]);
		await run([memory('save')]);
		await run([memory('lookUp')]);
		await run([memory('lookUp', { options: { keepReceipts: false } })]);
		await run([cached]);
		await run([cached]);
		expect((await report())['details']).toMatchObject({ lookedUp: 6, cacheHits: 3 });
	});

	it('are narrowed by workflow, node, model and time, and limited', async () => {
		await run(chain());
		const named = async (whichReceipts: IDataObject) => (await receipts({ whichReceipts })).items.map(({ node }) => node);
		expect(await named({ node: 'Pick' })).toEqual(['Pick']);
		expect(await named({ workflow: 'test', model: 'double-1b', since: '2020-01-01' })).toHaveLength(3);
		expect(await named({ model: 'double' })).toEqual([]);
		expect(await named({ since: '2999-01-01' })).toEqual([]);
		expect((await receipts({ limit: 2 })).items).toHaveLength(2);
		expect((await receipts({ limit: 1, returnAll: true })).items).toHaveLength(3);
		expect((await report({ whichReceipts: { node: 'Pick' } }))['receipts']).toBe(1);
		for (const since of ['someday', '12/11/2026', 'room 12', 5])
			await expect(receipts({ whichReceipts: { since } })).rejects.toThrow(`Since is not a date: ${JSON.stringify(since)}`);
		expect(await named({ since: '={{ new Date(0) }}' })).toHaveLength(3);
		expect(await named({ since: '={{ $now.minus(1, "day") }}' })).toHaveLength(3);
		expect(await named({ since: '={{ $now.plus(1, "day") }}' })).toEqual([]);
		expect(await named({ workflow: 5 })).toEqual([]);
		await expect(receipts({ whichReceipts: { model: { a: 1 } } })).rejects.toThrow(
			'Which Receipts › Model cannot be used: it is not a text',
		);
		const nothing = await report({ whichReceipts: { node: 'pick' } });
		expect(nothing['text']).toMatch(/^No receipt of a run meets all conditions/);
		expect(nothing['html']).toContain('<h2>No receipt matches</h2>');
	});

	it('are not kept where SHADOW_CLONES_RECEIPTS is nonsense, and each run says so without repeating it', async () => {
		vi.stubEnv('SHADOW_CLONES_RECEIPTS', 'mysql://me:planted@host/db');
		const ran = await run(chain());
		expect(ran.outputsOf('Make').flat()).toHaveLength(1);
		expect(ran.hintsOf('Ask')).toContainEqual(
			expect.stringMatching(/^The receipt of this run is not kept for the report: The environment/),
		);
		expect(JSON.stringify(ran.hintsOf('Ask'))).not.toContain('planted');
		expect((await run(chain({ keepReceipts: false }))).hintsOf('Ask').join()).not.toContain('SHADOW_CLONES_RECEIPTS');
	});

	it('never decide over a run: where the file cannot be written, the next run says why', async () => {
		writeFileSync(join(folder, '.n8n'), 'a file where a folder should be');
		const first = await run(chain());
		expect(first.outputsOf('Make').flat()).toHaveLength(1);
		await expect(receipts()).rejects.toThrow('cannot be opened');
		const second = await run(chain());
		expect(second.outputsOf('Make').flat()).toHaveLength(1);
		expect(second.hintsOf('Ask')).toContainEqual(expect.stringContaining('Receipts of earlier runs could not be kept for the report: '));
	});

	it('of 10,000 runs make a page in under two seconds, and under a megabyte', async () => {
		const store = openSqliteStore(receiptsFile());
		await store.receipts.keep(manyReceipts(10_000).toReversed(), { most: 1e6, maxAgeMs: 1e13 }, new AbortController().signal);
		const startedAt = performance.now();
		const page = await report();
		expect(performance.now() - startedAt).toBeLessThan(2_000);
		expect(page['receipts']).toBe(10_000);
		expect(String(page['html']).length).toBeLessThan(1_000_000);
	});
});
