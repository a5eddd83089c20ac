import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeType } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { machinePace } from '../../scripts/shared/machinePace.mts';
import { hostileShapes } from '../support/hostileShapes';
import { longestStretch } from '../support/longestStretch';
import { runInEngine } from '../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';

const CHARACTERS = 100_000;
/** n8n answers nobody for so long on a usual machine; what a node and n8n's own engine take for harmless answers of that length is in it. */
const MOST_MS = 200;

const folder = mkdtempSync(join(tmpdir(), 'hostile-answers-'));
let double: VllmDouble;
/** What the five clones say. */
let said: readonly string[] = [];
beforeAll(async () => {
	vi.stubEnv('N8N_USER_FOLDER', folder);
	double = await startVllmDouble({ answer: (_, index) => said[index % said.length] ?? '', answerAfterMs: 0, maxModelLen: 10_000_000 });
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await double.close();
	rmSync(folder, { recursive: true, force: true });
});

const model = { __rl: true, mode: 'list', value: '' };
const schema = JSON.stringify({ type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } }, required: ['a'] });
const candidates = () =>
	[1, 2, 3, 4, 5].map((clone): IDataObject => ({
		run: { id: 'a', task: 'Write f(n).', clone, clones: 5 },
		text: said[clone - 1] ?? '',
		model: 'm',
		finishReason: 'stop',
	}));
const asked = () => said.map((text) => ({ text }));

const names = Object.keys(hostileShapes);
const fives = Array.from({ length: Math.ceil(names.length / 5) }, (_, index) => names.slice(index * 5, index * 5 + 5));

const jobs: ReadonlyArray<readonly [string, INodeType, IDataObject, () => readonly IDataObject[]]> = [
	['clones that answer in JSON', new ShadowCloneFanOut(), { task: 'x', model, answerFormat: 'json', jsonSchema: schema }, () => [{}]],
	['a vote on texts', new CloneEvaluator(), { scoreBy: ['vote'], answerForm: 'text', options: {} }, candidates],
	['a vote on numbers', new CloneEvaluator(), { scoreBy: ['vote'], answerForm: 'number', options: {} }, candidates],
	['a vote on choices', new CloneEvaluator(), { scoreBy: ['vote'], answerForm: 'choice', options: {} }, candidates],
	['a vote on a field', new CloneEvaluator(), { scoreBy: ['vote'], answerForm: 'field', answerField: 'a', options: {} }, candidates],
	['tests', new CloneEvaluator(), { scoreBy: ['runTests'], tests: 'assert.equal(f(1), 1)', options: {} }, candidates],
	['a merge', new Synthesizer(), { method: 'merge', model, options: {} }, candidates],
	[
		'remembering',
		new MemoryGateway(),
		{ resource: 'memory', operation: 'remember', namespace: 'n', text: '={{ $json.text }}', trust: 'user', options: {} },
		asked,
	],
	[
		'recalling',
		new MemoryGateway(),
		{ resource: 'memory', operation: 'recall', namespace: 'n', query: '={{ $json.text }}', options: {} },
		asked,
	],
];

describe.each(jobs)('%s', (_, type, parameters, items) => {
	it('leaves n8n its turns, whatever the answers are made of', async () => {
		const slow: string[] = [];
		for (const five of fives) {
			said = five.map((name) => hostileShapes[name]?.(CHARACTERS) ?? '');
			const run = async () =>
				await longestStretch(
					async () => await runInEngine([{ name: 'one', type, parameters }], items(), { vllmApi: { url: double.baseUrl, apiKey: '' } }),
				);
			// What is too slow is measured again: code that runs for the first time is compiled meanwhile.
			let ms = (await run()) / machinePace();
			for (let tries = 1; tries < 3 && ms > MOST_MS; tries++) ms = Math.min(ms, (await run()) / machinePace());
			if (ms > MOST_MS) slow.push(`${five.join(', ')}: ${Math.round(ms)} ms`);
		}
		expect(slow).toEqual([]);
	}, 240_000);
});
