import type { INodeProperties } from 'n8n-workflow';
import { mergers } from '../engine/synthesize/mergers';
import { methodsThatCount, options } from './options';

/** Shown where a model is asked: Merge Fields only counts. */
export const writes = {
	hide: {
		method: methodsThatCount,
	},
};

/** What is seen on opening; everything else is in Options. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		default: 'merge',
		options: Object.values(mergers)
			.map(({ id, label, description }) => ({ name: label, value: id, description }))
			.sort((left, right) => left.name.localeCompare(right.name)),
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'The model that writes the answer. Leave empty to use the first chat model on the server. A connected Chat Model replaces it.',
		displayOptions: writes,
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'listModels', searchable: true } },
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. Qwen/Qwen3-8B' },
		],
	},
	{
		displayName: 'Instructions',
		name: 'instructions',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Keep it under 200 words',
		description: 'Instructions for the answer, in addition to the task of the run',
		displayOptions: writes,
	},
	options,
];
