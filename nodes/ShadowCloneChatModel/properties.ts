import type { INodeProperties } from 'n8n-workflow';
import { answerFormFields, type AnswerFormNames } from '../shared/answerFormFields';
import { limits } from './limits';
import { options } from './options';

/** The names of the fields of Vote inside saved workflows: never rename one. */
export const voteNames: AnswerFormNames = {
	form: 'answerForm',
	choices: 'answerChoices',
	field: 'answerField',
	pattern: 'answerPattern',
	unit: 'answerUnit',
};

const modelField = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description,
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'listModels', searchable: true } },
		{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. Qwen/Qwen3-8B' },
	],
});

const judged = { displayOptions: { show: { pickBy: ['judge'] } } };

/** What is seen on opening. */
export const properties: INodeProperties[] = [
	modelField('Model', 'model', 'The model that answers. Leave empty to use the first chat model on the server.'),
	{
		displayName: 'Clones',
		name: 'clones',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
		default: 5,
		description: 'How many clones answer each call of the agent or chain, all at the same time',
	},
	{
		displayName: 'Pick By',
		name: 'pickBy',
		type: 'options',
		noDataExpression: true,
		default: 'consensus',
		description:
			'How one of several answers in words is picked. Tool calls are picked by agreement of name and arguments, and JSON by agreement of its values.',
		options: [
			{ name: 'Consensus', value: 'consensus', description: 'The answer most like all others' },
			{ name: 'Judge', value: 'judge', description: 'The answer that a model finds better than the others, in pairs and in both orders' },
			{ name: 'Vote', value: 'vote', description: 'The answer that most clones gave' },
		],
	},
	...answerFormFields('Vote On', voteNames, { pickBy: ['vote'] }),
	{
		...modelField('Judge Model', 'judgeModel', 'The model that compares, ideally a larger one. Leave empty to use the model that answers.'),
		...judged,
	},
	{
		displayName: 'Rubric',
		name: 'rubric',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. The more polite answer is better',
		description: 'What makes an answer better. Leave empty to prefer correct answers, then complete ones.',
		...judged,
	},
	options,
	limits,
];
