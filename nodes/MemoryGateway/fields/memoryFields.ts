import type { INodeProperties } from 'n8n-workflow';
import { showFor } from './showFor';

/** What is remembered, searched for or imported. */
export const memoryFields: INodeProperties[] = [
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. Anna prefers mornings',
		description: 'The text to remember. It is stored word for word.',
		displayOptions: showFor('remember'),
	},
	{
		displayName: 'Trust',
		name: 'trust',
		type: 'options',
		default: 'agent',
		description: 'How far the text can be trusted. Recall leaves out untrusted memories unless Include Untrusted is on.',
		displayOptions: showFor('remember'),
		options: [
			{ name: 'Agent', value: 'agent', description: 'Written by a model' },
			{ name: 'Untrusted', value: 'untrusted', description: 'From the web, a tool or someone you do not know' },
			{ name: 'User', value: 'user', description: 'Written or checked by a person you trust' },
		],
	},
	{
		displayName: 'Query',
		name: 'query',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. When does Anna like to meet?',
		description: 'What to search for, in your own words',
		displayOptions: showFor('recall'),
	},
	{
		displayName: 'Lines',
		name: 'lines',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.lines }}',
		description: 'The lines that Export returned',
		displayOptions: showFor('import'),
	},
	{
		displayName: 'Use Embeddings',
		name: 'byMeaning',
		type: 'boolean',
		default: false,
		description:
			'Whether to also find memories by meaning, with an embedding model. If the model server is down, words alone are searched.',
		displayOptions: showFor('remember', 'recall'),
	},
	{
		displayName: 'Embedding Model',
		name: 'embeddingModel',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'Use the same model to remember and to recall: vectors of different models are never compared',
		displayOptions: { show: { resource: ['memory'], operation: ['remember', 'recall'], byMeaning: [true] } },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'listEmbeddingModels', searchable: true } },
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. BAAI/bge-m3' },
		],
	},
];
