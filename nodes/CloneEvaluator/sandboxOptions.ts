import type { INodeProperties } from 'n8n-workflow';
import { codeOptions } from '../engine/evaluate/codeFields';
import { idsOf, optionsOfScorers, toChoices } from './scorerFields';

/** Whether an option says something of the sandbox, so that it stands here. */
export const isOfSandbox = ({ name }: INodeProperties): boolean => name in codeOptions;

/** What the code of a candidate may take, for those ways to score that run it. */
export const sandboxOptions: INodeProperties = {
	displayName: 'Sandbox Options',
	name: 'sandboxOptions',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { scoreBy: toChoices(idsOf(({ options }) => Object.keys(codeOptions).some((name) => name in options))) } },
	// Each is for all of these ways, as the whole group is.
	options: optionsOfScorers()
		.filter(isOfSandbox)
		.map(({ displayOptions: _, ...option }) => option)
		.sort((left, right) => left.displayName.localeCompare(right.displayName)),
};
