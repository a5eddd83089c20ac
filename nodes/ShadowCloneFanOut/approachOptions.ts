import type { INodeProperties } from 'n8n-workflow';
import { approaches } from '../engine/fanout/approaches';

const byApproach = { show: { '/differBy': ['approach'] } };

/** Which of the approaches of this package the clones take. */
export const builtInApproaches: INodeProperties = {
	displayName: 'Approaches',
	name: 'approaches',
	type: 'multiOptions',
	// eslint-disable-next-line n8n-nodes-base/node-param-default-wrong-for-multi-options -- it is an array, which the rule cannot see
	default: approaches.map(({ id }) => id),
	description: 'Built-in approaches that the clones take in turn',
	displayOptions: byApproach,
	options: [...approaches]
		.sort((left, right) => left.label.localeCompare(right.label))
		.map(({ id, label, description }) => ({ name: label, value: id, description })),
};

/** Approaches in the user's own words. */
export const ownApproaches: INodeProperties = {
	displayName: 'Custom Approaches',
	name: 'ownApproaches',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	default: {},
	placeholder: 'Add approach',
	description: 'Your own ways of thinking. They come before the built-in approaches, or replace them if Approaches is not set.',
	displayOptions: byApproach,
	options: [
		{
			displayName: 'Approach',
			name: 'approach',
			values: [
				{ displayName: 'Name', name: 'label', type: 'string', default: '', placeholder: 'e.g. Security first' },
				{
					displayName: 'Instruction',
					name: 'instruction',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
					placeholder: 'e.g. Check every input before using it.',
					description: 'Instruction that this clone gets after the task',
				},
			],
		},
	],
};
