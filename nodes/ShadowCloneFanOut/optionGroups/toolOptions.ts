import type { INodeProperties } from 'n8n-workflow';
import { openPages } from '../openPages';
import { toolOutputCharacters, toolSteps, toolTimeoutSeconds } from '../toolLimits';
import { toolUse } from '../toolUse';

/** What clones may do with tools. */
export const toolOptions: INodeProperties = {
	displayName: 'Tool Options',
	name: 'toolOptions',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [openPages, toolOutputCharacters, toolSteps, toolTimeoutSeconds, toolUse],
};
