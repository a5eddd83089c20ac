import type { INodeProperties } from 'n8n-workflow';
import { approaches } from '../engine/fanout/approaches';
import { optionGroups } from './optionGroups';
import { roles } from './roles';
import { toolOutput } from './toolOutput';

/** The five fields on opening, what decides above what it changes; everything else is in groups below. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Task',
		name: 'task',
		type: 'string',
		typeOptions: { rows: 5 },
		required: true,
		default: '={{ $json.chatInput }}',
		placeholder: 'e.g. Name three ways to cool a small server room',
		description: 'What every clone is asked to do. By default, the message of the chat.',
	},
	{
		displayName: 'Clones',
		name: 'clones',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 2000, numberPrecision: 0 },
		default: 5,
		description: 'Number of clones to ask at the same time',
	},
	{
		displayName: 'Clones Differ By',
		name: 'differBy',
		type: 'options',
		noDataExpression: false,
		// Measured: five samples are picked from better than five ways of thinking, and the server computes their one prompt once.
		default: 'sampling',
		options: [
			{
				name: 'Approach',
				value: 'approach',
				description: `Each clone thinks in its own way: ${approaches
					.slice(0, 5)
					.map(({ label }) => label)
					.join(', ')}, … or your own`,
			},
			{ name: 'Model', value: 'model', description: 'Each clone asks another model on the server' },
			{ name: 'Plan', value: 'plan', description: 'One call drafts different plans, and each clone follows one' },
			{ name: 'Role', value: 'role', description: 'Each clone is a specialist with its own instructions, tools and, if you like, model' },
			{ name: 'Sampling', value: 'sampling', description: 'Same prompt, different seeds and temperatures' },
		],
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The model that answers. Leave empty to use the first chat model on the server. A connected Chat Model replaces it.',
		displayOptions: { hide: { differBy: ['model'] } },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'listModels', searchable: true } },
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. Qwen/Qwen3-8B' },
		],
	},
	{
		displayName: 'Model Names or IDs',
		name: 'models',
		type: 'multiOptions',
		default: [],
		description:
			'The models that take turns, one clone each; connected Chat Models take their place. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		typeOptions: { loadOptionsMethod: 'loadModels' },
		displayOptions: { show: { differBy: ['model'] } },
	},
	roles,
	{
		displayName: 'Answer Format',
		name: 'answerFormat',
		type: 'options',
		default: 'text',
		options: [
			{
				name: 'JSON',
				value: 'json',
				description: 'Checked against JSON Schema, and asked for once more if it does not match',
			},
			{ name: 'Text', value: 'text', description: 'The answer as the model writes it' },
		],
	},
	{
		displayName: 'JSON Schema',
		name: 'jsonSchema',
		type: 'json',
		typeOptions: { rows: 6 },
		default: '',
		placeholder:
			'e.g. { "type": "object", "properties": { "answer": { "type": "number" } }, "required": ["answer"], "additionalProperties": false }',
		description: 'Schema that the answer must match. Leave empty to accept any JSON.',
		displayOptions: { show: { answerFormat: ['json'] } },
	},
	...toolOutput,
	...optionGroups,
];
