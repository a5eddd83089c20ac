import type { INodePropertyOptions } from 'n8n-workflow';
import type { StoreKind } from '../engine/memory/stores';

const choiceOf: Readonly<Record<StoreKind, { readonly name: string; readonly description: string }>> = {
	embedded: { name: 'Embedded', description: 'A file on the n8n host, no setup needed' },
	postgres: {
		name: 'Postgres',
		description: 'A database that several hosts can share, as in queue mode, from the Postgres credential of this node',
	},
};

/** The stores that users choose from, wherever a node asks for one. */
export const storeChoices: INodePropertyOptions[] = Object.entries(choiceOf).map(([value, words]) => ({ ...words, value }));

/** The store of that name, however it is capitalised; undefined where there is none. */
export function findStore(name: string): StoreKind | undefined {
	const wanted = name.trim().toLowerCase();
	return Object.hasOwn(choiceOf, wanted) ? (wanted as StoreKind) : undefined;
}
