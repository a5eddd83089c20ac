import type { INodeProperties } from 'n8n-workflow';
import { allowInQueueModeOption } from '../shared/allowInQueueModeOption';
import { storeChoices } from '../shared/storeChoices';

/** What a chat trigger calls its conversations. */
export const defaultSessionKey = '={{ $json.sessionId }}';

export const properties: INodeProperties[] = [
	{
		displayName: 'Session Key',
		name: 'sessionKey',
		type: 'string',
		default: defaultSessionKey,
		description: 'Key of the conversation. By default, the session ID of the item or of the Chat Trigger in this workflow.',
	},
	{
		displayName: 'Namespace',
		name: 'namespace',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. support-chats',
		description: 'Conversations in one namespace are never seen in another. Memory Gateway recalls them from the same namespace.',
	},
	{
		displayName: 'Context Window Length',
		name: 'contextWindowLength',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 5,
		description: 'Number of past interactions that the model receives, including their tool calls. Everything is kept.',
	},
	{
		displayName: 'Store',
		name: 'store',
		type: 'options',
		default: 'embedded',
		description: 'Where conversations are kept',
		options: storeChoices,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { store: ['embedded'] } },
		options: [
			allowInQueueModeOption,
			{
				displayName: 'File',
				name: 'file',
				type: 'string',
				default: '',
				placeholder: 'e.g. /data/memory.sqlite',
				description:
					"File to keep everything in, inside a folder that n8n lets nodes use. Without this option, a file in n8n's own folder.",
			},
		],
	},
];
