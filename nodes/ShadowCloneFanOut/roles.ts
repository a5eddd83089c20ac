import type { INodeProperties } from 'n8n-workflow';

/** Who the clones are, where they differ by role. */
export const roles: INodeProperties = {
	displayName: 'Roles',
	name: 'roles',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	default: {},
	placeholder: 'Add role',
	description: 'Specialists that take turns, one clone each',
	displayOptions: { show: { differBy: ['role'] } },
	options: [
		{
			displayName: 'Role',
			name: 'role',
			values: [
				{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. Web' },
				{
					displayName: 'Instructions',
					name: 'instruction',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
					placeholder: 'e.g. Search the web for what is known about this',
					description: 'Instructions that this specialist gets after the task',
				},
				{
					displayName: 'Tools',
					name: 'tools',
					type: 'string',
					default: '',
					placeholder: 'e.g. Search the Web, Open Page',
					description:
						'Names of the connected tools that it can use, separated by commas. Leave empty for all tools, or enter "none" for no tool.',
				},
				{
					displayName: 'Model',
					name: 'model',
					type: 'string',
					default: '',
					placeholder: 'e.g. Qwen/Qwen3-8B',
					description: 'Another model on the same server. Leave empty to use Model.',
				},
			],
		},
	],
};
