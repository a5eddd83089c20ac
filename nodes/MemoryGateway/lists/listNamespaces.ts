import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { NamespaceSize } from '../../engine/memory/stores';
import { readFromStore } from './readFromStore';

const LISTED = 200;
/** A namespace is made by the first thing that is kept in it. */
const makers: ReadonlySet<unknown> = new Set(['claim', 'import', 'remember', 'save', 'vote']);

/** The namespaces of the chosen store with what they hold; for an operation that keeps something, also the name that is being typed. The editor shows nothing of an entry but its name. */
export async function listNamespaces(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const typed = filter.trim();
	const found = await readFromStore(this, async (store, signal) => await store.namespaces({ containing: typed, limit: LISTED }, signal));
	const newName = typed === '' && found.length === 0 ? 'default' : typed;
	const isNew = newName !== '' && !found.some(({ name }) => name === newName) && makers.has(this.getNodeParameter('operation', ''));
	return { results: [...(isNew ? [{ name: `${newName} (new)`, value: newName }] : []), ...found.map(toOption)] };
}

function toOption({ name, memories, answers, decisions }: NamespaceSize): INodeListSearchItems {
	const parts = [count(memories, 'memory', 'memories'), count(answers, 'answer', 'answers'), count(decisions, 'decision', 'decisions')];
	return { name: `${name} (${parts.filter((part) => part !== '').join(', ')})`, value: name };
}

function count(many: number, one: string, more: string): string {
	return many === 0 ? '' : `${many.toLocaleString('en')} ${many === 1 ? one : more}`;
}
