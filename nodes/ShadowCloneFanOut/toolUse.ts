import type { INodeProperties } from 'n8n-workflow';
import { z } from '../engine/checkInput';
import { toolModes } from '../engine/fanout/tools/toolMode';

/** How the clones use their tools. */
export const toolUse: INodeProperties = {
	displayName: 'Tool Use',
	name: 'toolUse',
	type: 'options',
	default: 'automatic',
	description: 'How clones use their tools. Without this option, Automatic.',
	options: [
		{
			name: 'Automatic',
			value: 'automatic',
			description: 'Function calling if the model and its server can do it, otherwise guided',
		},
		{
			name: 'Function Calling',
			value: 'functionCalling',
			description: 'The model calls tools itself, as many as it likes at once. Its server must support that.',
		},
		{
			name: 'Guided',
			value: 'guided',
			description: 'The clone is asked step by step what to look up, and what it found. Works with every model that writes text.',
		},
	],
};

export const toolUseSchema = z.enum(toolModes).default('automatic');
