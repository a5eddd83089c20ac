import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const showFor = (...operation: string[]): IDisplayOptions => ({ show: { resource: ['memory'], operation } });
const showOptionFor = (...operation: string[]): IDisplayOptions => ({ show: { '/resource': ['memory'], '/operation': operation } });

export const memoryOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'recall',
	displayOptions: { show: { resource: ['memory'] } },
	options: [
		{ name: 'Export', value: 'export', action: 'Export memories', description: 'Give all memories of the namespace as JSON lines' },
		{ name: 'Forget', value: 'forget', action: 'Forget memories', description: 'Remove memories for good, to the last byte' },
		{ name: 'Get Many', value: 'getMany', action: 'Get many memories', description: 'List memories in the order of remembering' },
		{ name: 'Import', value: 'import', action: 'Import memories', description: 'Put back what Export made; the same again changes nothing' },
		{ name: 'Recall', value: 'recall', action: 'Recall memories', description: 'Find what was remembered about a question' },
		{ name: 'Remember', value: 'remember', action: 'Remember something', description: 'Keep a text, word for word' },
	],
};

const selectionFields: INodeProperties[] = [
	{ displayName: 'Author', name: 'author', type: 'string', default: '', placeholder: 'e.g. Anna' },
	{ displayName: 'IDs', name: 'ids', type: 'string', default: '', placeholder: 'e.g. 0c9a96ab-288b-438c-8198-0508fbff132d', description: 'Separated by commas' },
	{ displayName: 'Session', name: 'session', type: 'string', default: '', placeholder: 'e.g. chat 4711' },
	{ displayName: 'Source', name: 'source', type: 'string', default: '', placeholder: 'e.g. https://example.com/page' },
	{ displayName: 'Subject', name: 'subject', type: 'string', default: '', placeholder: 'e.g. Anna: address' },
];

export const memoryFields: INodeProperties[] = [
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. Anna prefers mornings',
		description: 'What to remember; it is kept word for word',
		displayOptions: showFor('remember'),
	},
	{
		displayName: 'Trust',
		name: 'trust',
		type: 'options',
		default: 'agent',
		description: 'How far this is trusted; Recall leaves untrusted memories out unless they are asked for',
		displayOptions: showFor('remember'),
		options: [
			{ name: 'Agent', value: 'agent', description: 'Written by a model' },
			{ name: 'Untrusted', value: 'untrusted', description: 'Fetched from the web, a tool or a stranger' },
			{ name: 'User', value: 'user', description: 'Said or checked by a person you trust' },
		],
	},
	{
		displayName: 'Query',
		name: 'query',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. When does Anna like to meet?',
		description: 'What to look for, in any words',
		displayOptions: showFor('recall'),
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		// eslint-disable-next-line n8n-nodes-base/node-param-default-wrong-for-limit -- what is recalled goes into a prompt, where fifty would be too many
		default: 10,
		description: 'Max number of results to return',
		displayOptions: showFor('recall', 'getMany'),
	},
	{
		displayName: 'Forget All of the Namespace',
		name: 'forgetAll',
		type: 'boolean',
		default: false,
		description: 'Whether to remove every memory of the namespace',
		displayOptions: showFor('forget'),
	},
	{
		displayName: 'Which Memories',
		name: 'which',
		type: 'collection',
		placeholder: 'Add condition',
		default: {},
		description: 'All conditions must hold',
		displayOptions: showFor('forget', 'getMany'),
		options: selectionFields,
	},
	{
		displayName: 'Lines',
		name: 'lines',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. {"format":"shadow-clones-memory","version":1}',
		description: 'What Export made',
		displayOptions: showFor('import'),
	},
];

/** What stands under Options for memories, in alphabetical order with File. */
export const memoryOptions = {
	beforeFile: [
		{ displayName: 'After', name: 'after', type: 'string', default: '', description: 'Where the last page ended: its field next', displayOptions: showOptionFor('getMany') },
		{ displayName: 'As Of', name: 'asOf', type: 'dateTime', default: '', description: 'Only what held at this time; without this option, now', displayOptions: showOptionFor('recall') },
		{ displayName: 'Author', name: 'author', type: 'string', default: '', placeholder: 'e.g. Anna', description: 'Who said it', displayOptions: showOptionFor('remember') },
	] as INodeProperties[],
	afterFile: [
		{
			displayName: 'Idempotency Key',
			name: 'idempotencyKey',
			type: 'string',
			default: '',
			description: 'The same key again in the same namespace changes nothing; without this option, one made of this execution, this node, the item and the text',
			displayOptions: showOptionFor('remember'),
		},
		{ displayName: 'Include Past', name: 'includePast', type: 'boolean', default: false, description: 'Whether to list superseded and expired memories too', displayOptions: showOptionFor('getMany') },
		{ displayName: 'Include Untrusted', name: 'includeUntrusted', type: 'boolean', default: false, description: 'Whether to find untrusted memories too', displayOptions: showOptionFor('recall') },
		{ displayName: 'Metadata', name: 'metadata', type: 'json', default: '{}', description: 'Anything else to keep with it, as a JSON object', displayOptions: showOptionFor('remember') },
		{
			displayName: 'Session',
			name: 'session',
			type: 'string',
			default: '',
			placeholder: 'e.g. chat 4711',
			description: 'What is said in one session is searched together with its neighbours; in Recall, only this session',
			displayOptions: showOptionFor('remember', 'recall'),
		},
		{ displayName: 'Source', name: 'source', type: 'string', default: '', placeholder: 'e.g. https://example.com/page', description: 'Where it comes from', displayOptions: showOptionFor('remember') },
		{
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			default: '',
			placeholder: 'e.g. Anna: address',
			description: 'What the fact is about; a newer one of the same subject supersedes the older, which is kept',
			displayOptions: showOptionFor('remember'),
		},
		{
			displayName: 'Token Budget',
			name: 'tokenBudget',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 2000,
			description: 'Most tokens of all texts together, as an estimate; what does not fit is skipped and counted',
			displayOptions: showOptionFor('recall'),
		},
		{ displayName: 'Valid From', name: 'validFrom', type: 'dateTime', default: '', description: 'From when it holds; without this option, now', displayOptions: showOptionFor('remember') },
		{ displayName: 'Valid To', name: 'validTo', type: 'dateTime', default: '', description: 'Until when it holds; without this option, until something supersedes it', displayOptions: showOptionFor('remember') },
	] as INodeProperties[],
};
