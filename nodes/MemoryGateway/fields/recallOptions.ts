import type { INodeProperties } from 'n8n-workflow';
import { showOptionFor } from './showFor';

const displayOptions = showOptionFor('recall');

/** How memories are searched. */
export const recallOptions: INodeProperties[] = [
	{
		displayName: 'As Of',
		name: 'asOf',
		type: 'dateTime',
		default: '',
		description: 'Search what was true at this time. Default: now.',
		displayOptions,
	},
	{
		displayName: 'Include Untrusted',
		name: 'includeUntrusted',
		type: 'boolean',
		default: false,
		description: 'Whether to search untrusted memories too',
		displayOptions,
	},
	{
		displayName: 'Reranking Model',
		name: 'rerankingModel',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'A model on the same server that sorts the 50 best matches',
		displayOptions: { show: { '/resource': ['memory'], '/operation': ['recall'], '/byMeaning': [true] } },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'listRerankingModels', searchable: true } },
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. BAAI/bge-reranker-v2-m3' },
		],
	},
	{
		displayName: 'Token Budget',
		name: 'tokenBudget',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 2000,
		description: 'Max number of tokens in all texts together, estimated. Memories that do not fit are left out.',
		displayOptions,
	},
];
