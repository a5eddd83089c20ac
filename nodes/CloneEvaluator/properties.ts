import type { INodeProperties } from 'n8n-workflow';
import { outputField } from './arrangeOutputs';
import { options } from './options';
import { sandboxOptions } from './sandboxOptions';
import { automaticId, fieldsOfScorers, kinds } from './scorerFields';

/** What is seen on opening: how to score, and what that way of scoring needs. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Score By',
		name: 'scoreBy',
		type: 'multiOptions',
		noDataExpression: true,
		default: [automaticId],
		description:
			'How to score the candidates. If you choose several, the first decides and the next breaks ties. Automatic only counts if it is chosen alone.',
		options: kinds
			.map(({ id, label, description }) => ({ name: label, value: id, description }))
			.sort((left, right) => left.name.localeCompare(right.name)),
	},
	...fieldsOfScorers(),
	outputField,
	options,
	sandboxOptions,
];
