import type { IDataObject, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { bubblewrapHere } from './bubblewrapHere';
import { listChoices, type Choice } from './listChoices';
import type { VllmDoubleSettings } from './vllmDouble/index.ts';

/** A node, what comes to it, and every value of every field and option of it. */
export interface NodeChoices {
	readonly node: string;
	readonly type: INodeType;
	readonly items: readonly IDataObject[];
	readonly choices: readonly Choice[];
}

/** What a choice needs that tests do not have: n8n then says so, and no field is to blame. */
export const needs: ReadonlyArray<readonly [RegExp, string]> = [
	[/Postgres|"postgres"/, 'credential'],
	[/"other"/, 'credential'],
	[/"citedReport"/, 'findings'],
];

/** A model server that every choice can do with. */
export const everyAnswer: VllmDoubleSettings = {
	answer: () => '{"answer": 8}',
	embed: (text) => [text.length, 1],
	rank: { path: 'rerank', score: (_, text) => text.length },
};

const model = { __rl: true, mode: 'id', value: 'double-1b' };
const fence = '```';
const code = `${fence}js\nfunction twice(n) { return n * 2; }\n${fence}`;

const candidates = [1, 2].map((clone): IDataObject => ({
	run: { id: 'a', task: 'Write twice(n): twice(2) === 4.', clone, clones: 2 },
	text: clone === 1 ? code : '{"answer": 8}',
	model: 'double-1b',
	finishReason: 'stop',
}));

/** All four nodes; `file` is where memories may be kept, `subWorkflow` the id of one that gives a text. `change` gives what choices are read from. */
export function everyNode(
	file: string,
	subWorkflow: string,
	change: (description: INodeTypeDescription) => INodeTypeDescription = (description) => description,
): readonly NodeChoices[] {
	return examplesOf(file, subWorkflow).map(([type, items, examples]) => ({
		node: type.description.displayName,
		type,
		items,
		choices: listChoices(change(type.description), examples).filter(({ name }) => bubblewrapHere || !name.includes('"python"')),
	}));
}

type Example = readonly [type: INodeType, items: readonly IDataObject[], examples: Record<string, unknown>];

function examplesOf(file: string, subWorkflow: string): readonly Example[] {
	return [
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
				rewardModel: model,
				moreJudges: 'double-1b',
				weights: '2, 1',
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
				'askLarger.model': model,
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
				subWorkflow: { __rl: true, mode: 'id', value: subWorkflow },
				file,
			},
		],
		[
			new MemoryGateway(),
			[candidates[0] as IDataObject],
			{
				namespace: { __rl: true, mode: 'id', value: 'tests' },
				text: 'Anna prefers mornings.',
				query: 'mornings',
				lines: '{"format":"shadow-clones-memory","version":1}',
				decision: { __rl: true, mode: 'id', value: 'refund' },
				value: 'approved',
				voters: 'double-1b, other-1b',
				token: 'a1b2',
				leaseSeconds: 60,
				voterWeights: '{ "double-1b": 2 }',
				question: 'What?',
				answer: 'That.',
				modelNames: 'double-1b',
				givenBy: 'double-1b',
				embeddingModel: { __rl: true, mode: 'id', value: 'double-1b' },
				which: { author: 'Anna' },
				author: 'Anna',
				ids: ['0c9a96ab-288b-438c-8198-0508fbff132d'],
				rerankingModel: { __rl: true, mode: 'id', value: 'double-1b' },
				session: 'chat',
				source: 'https://example.com/',
				subject: 'Anna',
				file,
			},
		],
	];
}
