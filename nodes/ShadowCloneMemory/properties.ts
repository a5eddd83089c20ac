import type { INodeProperties } from 'n8n-workflow';

/** What a chat trigger calls its conversations. */
export const defaultSessionKey = '={{ $json.sessionId }}';

export const properties: INodeProperties[] = [
	{
		displayName: 'Session Key',
		name: 'sessionKey',
		type: 'string',
		default: defaultSessionKey,
		description: 'Which conversation this is; without a change, the session ID of the item or of the Chat Trigger in this workflow',
	},
	{
		displayName: 'Namespace',
		name: 'namespace',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. support-chats',
		description: 'What is kept in one namespace is never seen in another; Memory Gateway recalls these conversations under the same name',
	},
	{
		displayName: 'Context Window Length',
		name: 'contextWindowLength',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 5,
		description: 'How many past interactions the model receives, with the tool calls in them; everything is kept',
	},
	{
		displayName: 'Store',
		name: 'store',
		type: 'options',
		noDataExpression: true,
		default: 'embedded',
		description: 'Where conversations are kept',
		options: [
			{ name: 'Embedded', value: 'embedded', description: 'A file on this host, without any set-up' },
			{ name: 'Postgres', value: 'postgres', description: 'A database that several hosts may share, as in queue mode' },
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { store: ['embedded'] } },
		options: [
			{
				displayName: 'File',
				name: 'file',
				type: 'string',
				default: '',
				placeholder: 'e.g. /data/memory.sqlite',
				description: "Where everything is kept, in a folder that n8n lets nodes use; without this option, in a file in n8n's own folder",
			},
		],
	},
];
