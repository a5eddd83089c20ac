import type { INodeProperties } from 'n8n-workflow';
import { answerFormFields, type AnswerFormNames } from '../shared/answerFormFields';
import { options } from './options';
import { rules } from './rules';

export const voteOnNames: AnswerFormNames = {
	form: 'answerForm',
	choices: 'answerChoices',
	field: 'answerField',
	pattern: 'answerPattern',
	unit: 'answerUnit',
};

/** What is seen on opening: how to score, and what that way of scoring needs. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Score By',
		name: 'scoreBy',
		type: 'multiOptions',
		noDataExpression: true,
		default: ['runTests'],
		description: 'How candidates are judged; with several, the one chosen first decides and the next breaks its ties',
		options: [
			{
				name: 'Execution Agreement',
				value: 'executionAgreement',
				description:
					'Runs the code of all answers on the examples in the task and their variations; the examples count as tests, then what behaves most like the others wins',
			},
			{
				name: 'Judge',
				value: 'judge',
				description: 'A model compares the answers in pairs, in both orders; an opinion that flips with the order is none',
			},
			{ name: 'Reward Model', value: 'rewardModel', description: 'A reward or reranking model of your server scores each answer' },
			{ name: 'Rules', value: 'rules', description: 'A schema, patterns and lengths that every answer must keep' },
			{ name: 'Run Tests', value: 'runTests', description: 'Runs the code in each answer against your tests, in a sandbox' },
			{ name: 'Vote', value: 'vote', description: 'The answer that most clones gave wins' },
		],
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'options',
		default: 'javascript',
		description: 'The language of the code and of the tests',
		displayOptions: { show: { scoreBy: ['executionAgreement', 'runTests'] } },
		options: [
			{ name: 'JavaScript', value: 'javascript' },
			{ name: 'Python', value: 'python', description: 'Needs bubblewrap on the host, or a code-running service by credential' },
			{ name: 'TypeScript', value: 'typescript' },
		],
	},
	{
		displayName: 'Tests',
		name: 'tests',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		placeholder: 'e.g. assert.equal(add(2, 3), 5)',
		description:
			'Code that throws when something is wrong, or cases such as [{ "input": [2, 3], "expected": 5 }], where numbers with a fraction may differ by a billionth (1e-9); left empty beside Execution Agreement, that one decides alone',
		displayOptions: { show: { scoreBy: ['runTests'] } },
	},
	{
		displayName: 'Function Name',
		name: 'functionName',
		type: 'string',
		default: '',
		placeholder: 'e.g. add',
		description: 'What test cases call; left empty, the only function that each candidate defines',
		displayOptions: { show: { scoreBy: ['executionAgreement', 'runTests'] } },
	},
	{
		displayName: 'Drafted Tests',
		name: 'draftedTests',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		description:
			'How many calls of the function a model drafts to try the code on, beside the examples in the task; it then also decides where groups tie. Needs the vLLM API credential; 10 is a good number, 0 asks no model.',
		displayOptions: { show: { scoreBy: ['executionAgreement'] } },
	},
	{
		displayName: 'Drafting Model',
		name: 'draftingModel',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The model that drafts tests; left empty, the first chat model that the server lists',
		displayOptions: { show: { scoreBy: ['executionAgreement'] }, hide: { draftedTests: [0] } },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'listModels', searchable: true } },
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. Qwen/Qwen3-32B' },
		],
	},
	...answerFormFields('Vote On', voteOnNames, { scoreBy: ['vote'] }),
	{
		displayName: 'Judge Model',
		name: 'judgeModel',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'The model that compares, better a larger one than those that answered; left empty, the first chat model that the server lists',
		displayOptions: { show: { scoreBy: ['judge'] } },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'listModels', searchable: true } },
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. Qwen/Qwen3-32B' },
		],
	},
	{
		displayName: 'Rubric',
		name: 'rubric',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. The more polite answer is better',
		description: 'What makes an answer better; left empty, more correct first, then more complete',
		displayOptions: { show: { scoreBy: ['judge'] } },
	},
	{
		displayName: 'Reward Model',
		name: 'rewardModel',
		type: 'string',
		default: '',
		placeholder: 'e.g. BAAI/bge-reranker-v2-m3',
		description: 'A model that the server serves for scoring, asked at /v1/rerank, else at /v1/score',
		displayOptions: { show: { scoreBy: ['rewardModel'] } },
	},
	rules,
	options,
];
