import type { INodeProperties } from 'n8n-workflow';
import { answerOptions } from './answerOptions';
import { decisionOptions } from './decisionOptions';
import { allowInQueueModeOption } from '../../shared/allowInQueueModeOption';
import { keepReceiptsOption } from '../../shared/keepReceiptsOption';
import { recallOptions } from './recallOptions';
import { rememberOptions } from './rememberOptions';
import { showOptionFor } from './showFor';

const others: INodeProperties[] = [
	{ ...allowInQueueModeOption, displayOptions: { show: { '/store': ['embedded'] }, hide: { '/resource': ['receipts'] } } },
	{
		displayName: 'File',
		name: 'file',
		type: 'string',
		default: '',
		placeholder: 'e.g. /data/memory.sqlite',
		description: "The file to use instead of the one in n8n's own folder. n8n must allow nodes to access its folder.",
		displayOptions: { show: { '/store': ['embedded'] } },
	},
	{
		displayName: 'Include Past',
		name: 'includePast',
		type: 'boolean',
		default: false,
		description: 'Whether to list superseded and expired memories too',
		displayOptions: showOptionFor('getMany'),
	},
	{ ...keepReceiptsOption, displayOptions: { show: { '/resource': ['answerCache'], '/operation': ['lookUp'] } } },
	{
		displayName: 'Session',
		name: 'session',
		type: 'string',
		default: '',
		placeholder: 'e.g. chat 4711',
		description: 'The conversation this belongs to. Recall with a session searches only that session.',
		displayOptions: showOptionFor('remember', 'recall'),
	},
];

/** Everything under Options, in alphabetical order. */
export const optionFields: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...rememberOptions, ...recallOptions, ...decisionOptions, ...answerOptions, ...others].toSorted((left, right) =>
		left.displayName < right.displayName ? -1 : 1,
	),
};
