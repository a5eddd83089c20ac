import type { INodeProperties } from 'n8n-workflow';
import { showOptionFor } from './showFor';

const displayOptions = showOptionFor('remember');

/** What else is said about a text. */
export const rememberOptions: INodeProperties[] = [
	{
		displayName: 'Author',
		name: 'author',
		type: 'string',
		default: '',
		placeholder: 'e.g. Anna',
		description: 'Who said or wrote it',
		displayOptions,
	},
	{
		displayName: 'Idempotency Key',
		name: 'idempotencyKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.messageId }}',
		description:
			'A text with a key that the namespace already has is not stored again. By default, the key is made from the execution, the node, the item and the text.',
		displayOptions,
	},
	{
		displayName: 'Metadata',
		name: 'metadata',
		type: 'json',
		default: '{}',
		description: 'Anything else to store with the text, as a JSON object. The same text with another run in it is the same memory.',
		displayOptions,
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/page',
		description: 'Where it comes from',
		displayOptions,
	},
	{
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		default: '',
		placeholder: 'e.g. Anna: address',
		description: 'What the fact is about. A newer fact about the same subject replaces the older one, which stays available for the past.',
		displayOptions,
	},
	{
		displayName: 'Valid From',
		name: 'validFrom',
		type: 'dateTime',
		default: '',
		description: 'When it starts to be true, or when it was said: Recall finds it by this time too. Default: now.',
		displayOptions,
	},
	{
		displayName: 'Valid To',
		name: 'validTo',
		type: 'dateTime',
		default: '',
		description: 'When it stops being true. By default, it stays true until something replaces it.',
		displayOptions,
	},
];
