import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { checkInput, z } from '../engine/checkInput';
import { InvalidInputError } from '../engine/errors';
import { isEmpty } from './isEmpty';
import { readChoice } from './readChoice';

const outputSchema = z.enum(['simplified', 'raw', 'selectedFields']);
const usual: AgentOutput = 'simplified';

/** Which of the three forms an agent gets. */
export type AgentOutput = z.infer<typeof outputSchema>;

const choices = (simplified = ''): INodePropertyOptions[] => [
	{ name: 'Simplified', value: 'simplified', description: simplified },
	{ name: 'Raw', value: 'raw', description: 'All fields' },
	{ name: 'Selected Fields', value: 'selectedFields', description: 'Only the fields that you choose' },
];

/** The two fields that say what an agent gets that uses the node as a tool: n8n's three forms, and the fields of the last one. */
export function agentOutputFields(
	show: Readonly<Record<string, boolean[] | string[]>>,
	words: { readonly description: string; readonly simplified: string },
	fields: { readonly options: INodePropertyOptions[]; readonly chosen: readonly string[] },
): INodeProperties[] {
	return [
		{
			displayName: 'Output',
			name: 'toolOutput',
			type: 'options',
			default: usual,
			description: words.description,
			displayOptions: { show },
			options: choices(words.simplified),
		},
		{
			displayName: 'Fields',
			name: 'fields',
			type: 'multiOptions',
			default: [...fields.chosen],
			description: 'Which fields the agent gets',
			displayOptions: { show: { ...show, toolOutput: ['selectedFields'] } },
			options: fields.options,
		},
	];
}

/** What Output says; simplified where it says nothing, as in a node that an earlier version saved. */
export function readAgentOutput(value: unknown): AgentOutput {
	return readChoice(outputSchema, value, { displayName: 'Output', default: usual, options: choices() });
}

/**
 * The names that Selected Fields leaves, as Fields has them.
 *
 * @throws InvalidInputError where none is chosen: an agent would get nothing.
 */
export function readSelectedFields(value: unknown): readonly string[] {
	const names = checkInput(z.array(z.string()), isEmpty(value) ? [] : value, 'Fields');
	if (names.length > 0) return names;
	throw new InvalidInputError(
		'Output is Selected Fields, and no field is chosen, so the agent would get nothing',
		'Choose at least one in Fields, or set Output to Simplified.',
		'Fields',
	);
}
