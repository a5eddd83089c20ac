import type { INodePropertyOptions } from 'n8n-workflow';

/** The stores that users choose from, wherever a node asks for one. */
export const storeChoices: INodePropertyOptions[] = [
	{ name: 'Embedded', value: 'embedded', description: 'A file on the n8n host, no setup needed' },
	{
		name: 'Postgres',
		value: 'postgres',
		description: 'A database that several hosts can share, as in queue mode, from the Postgres credential of this node',
	},
];
