import type { INodeProperties } from 'n8n-workflow';
import { decisionOptions } from './decisionOptions';
import { keepReceiptsOption } from '../../shared/keepReceiptsOption';
import { recallOptions } from './recallOptions';
import { rememberOptions } from './rememberOptions';
import { showOptionFor } from './showFor';

const others: INodeProperties[] = [
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
	{
		displayName: 'Keep For (Hours)',
		name: 'keepForHours',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 168,
		description: 'Older answers are not used. Set to 0 to use answers of any age.',
		displayOptions: { show: { '/resource': ['answerCache'], '/operation': ['lookUp'] } },
	},
	{ ...keepReceiptsOption, displayOptions: { show: { '/resource': ['answerCache'], '/operation': ['lookUp'] } } },
	{
		displayName: 'Models',
		name: 'givenBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. Qwen/Qwen3-8B',
		description: 'The models that gave the answer, separated by commas. By default, the model of the incoming item.',
		displayOptions: { show: { '/resource': ['answerCache'], '/operation': ['save'] } },
	},
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
	options: [...rememberOptions, ...recallOptions, ...decisionOptions, ...others].toSorted((left, right) =>
		left.displayName < right.displayName ? -1 : 1,
	),
};
