import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeType } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { bubblewrapHere } from '../support/bubblewrapHere';
import { keepShown, listChoices, type Choice } from '../support/listChoices';
import { runInEngine } from '../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';

const model = { __rl: true, mode: 'id', value: 'double-1b' };
const fence = '```';
const code = `${fence}js\nfunction twice(n) { return n * 2; }\n${fence}`;

let double: VllmDouble;
beforeAll(
	async () =>
		(double = await startVllmDouble({
			answer: () => '{"answer": 8}',
			embed: (text) => [text.length, 1],
			rank: { path: 'rerank', score: (_, text) => text.length },
		})),
);
afterAll(async () => await double.close());

const candidates = [1, 2].map((clone): IDataObject => ({
	run: { id: 'a', task: 'Write twice(n): twice(2) === 4.', clone, clones: 2 },
	text: clone === 1 ? code : '{"answer": 8}',
	model: 'double-1b',
	finishReason: 'stop',
}));

/** What a choice needs that is not here: n8n then says so, and no field is to blame. */
const needs: ReadonlyArray<readonly [RegExp, string]> = [
	[/Postgres|"postgres"/, 'credential'],
	[/"other"/, 'credential'],
	[/"citedReport"/, 'findings'],
];

async function run(type: INodeType, { parameters, name }: Choice, items: readonly IDataObject[]): Promise<string> {
	const ran = await runInEngine([{ name: 'one', type, parameters }], items, { vllmApi: { url: double.baseUrl, apiKey: '' } }, undefined, {
		executeWorkflow: async () => ({ executionId: 'sub', data: [[{ json: { text: 'From the sub-workflow.' } }]] }),
	} as never);
	try {
		expect(ran.outputsOf('one').flat().length).toBeGreaterThan(0);
		return '';
	} catch (error) {
		const { message } = error as Error;
		const lacking = needs.find(([choice]) => choice.test(name))?.[1];
		return lacking !== undefined && message.includes(lacking) ? '' : message;
	}
}

const folder = mkdtempSync(join(tmpdir(), 'every-choice-'));
const file = join(folder, 'memory.sqlite');
beforeAll(() => void vi.stubEnv('N8N_USER_FOLDER', folder));
afterAll(() => void vi.unstubAllEnvs());

const nodes: ReadonlyArray<readonly [INodeType, readonly IDataObject[], Record<string, unknown>]> = [
	[new Synthesizer(), candidates, { model, instructions: 'Be short.' }],
	[
		new CloneEvaluator(),
		candidates,
		{
			// Cases are the same in every language.
			tests: '[{ "input": [4], "expected": 8 }]',
			functionName: 'twice',
			draftedTests: 1,
			draftingModel: model,
			judgeModel: model,
			embeddingModel: model,
			comparingModel: model,
			answerField: 'answer',
			answerPattern: '\\d+',
			answerChoices: 'yes, no',
			answerUnit: 'km',
			rewardModel: 'double-1b',
			moreJudges: 'double-1b',
			weights: '1',
			pattern: 'e',
			words: 'e',
			rules: { rule: [{ type: 'contains', words: 'e' }] },
		},
	],
	[
		new ShadowCloneFanOut(),
		[{}],
		{
			task: 'Say 8.',
			clones: 3,
			'askLarger.model': 'double-1b',
			'roles.model': 'double-1b',
			instruction: 'Do it.',
			models: ['double-1b'],
			model,
			roles: { role: [{ name: 'One', instruction: 'Do it.' }] },
			ownApproaches: { approach: [{ label: 'One', instruction: 'Do it.' }] },
			approaches: ['plain'],
			field: 'answer',
			pattern: '\\d+',
			choices: 'yes, no',
			unit: 'km',
			subWorkflow: { __rl: true, mode: 'id', value: 'other' },
			file,
		},
	],
	[
		new MemoryGateway(),
		[candidates[0] as IDataObject],
		{
			namespace: 'tests',
			text: 'Anna prefers mornings.',
			query: 'mornings',
			lines: '{"format":"shadow-clones-memory","version":1}',
			decision: 'refund',
			value: 'approved',
			question: 'What?',
			answer: 'That.',
			embeddingModel: { __rl: true, mode: 'id', value: 'double-1b' },
			which: { author: 'Anna' },
			author: 'Anna',
			ids: '0c9a96ab-288b-438c-8198-0508fbff132d',
			session: 'chat',
			source: 'https://example.com/',
			subject: 'Anna',
			file,
		},
	],
];

describe.each(nodes.map(([type, items, examples]) => ({ node: type.description.displayName, type, items, examples })))(
	'$node in n8n-core',
	({ type, items, examples }) => {
		const choices = listChoices(type.description, examples).filter(({ name }) => bubblewrapHere || !name.includes('"python"'));

		it.each(choices)('runs with $name, and with no field that the editor hides', async (choice) => {
			expect(keepShown(type.description, choice.parameters)).toMatchObject(choice.parameters);
			expect(await run(type, choice, items)).toBe('');
		});
	},
);
