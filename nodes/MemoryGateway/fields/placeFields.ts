import type { INodeProperties } from 'n8n-workflow';
import { storeChoices } from '../../shared/storeChoices';

/** Where things are kept: the store decides which namespaces there are. */
export const placeFields: INodeProperties[] = [
	{
		displayName: 'Store',
		name: 'store',
		type: 'options',
		default: 'embedded',
		options: storeChoices,
	},
	{
		displayName: 'Namespace',
		name: 'namespace',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'Keeps memories, answers and decisions apart: nothing in one namespace is ever seen in another',
		displayOptions: { hide: { resource: ['receipts'] } },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a namespace, or type a new name',
				typeOptions: { searchListMethod: 'listNamespaces', searchable: true, skipCredentialsCheckInRLC: true },
			},
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. support' },
		],
	},
];
