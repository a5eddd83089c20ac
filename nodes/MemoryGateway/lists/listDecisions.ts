import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { StoredRecord } from '../../engine/records';
import { readFromStore } from './readFromStore';
import { readNamespace } from './readNamespace';

const LISTED = 200;
const LONGEST_VALUE = 60;

/** The decisions of the chosen namespace, the newest first, each with its value; for Claim, also the one that is being typed. */
export async function listDecisions(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const typed = filter.trim();
	const found = await readFromStore(
		this,
		async (store, signal) => await store.records.list('decision', readNamespace(this), { containing: typed, limit: LISTED }, signal),
	);
	const isNew = typed !== '' && this.getNodeParameter('operation', '') === 'claim' && !found.some(({ key }) => key === typed);
	return { results: [...(isNew ? [{ name: `${typed} (new)`, value: typed }] : []), ...found.map(toOption)] };
}

function toOption({ key, value }: StoredRecord) {
	return { name: `${key} (${String(value).slice(0, LONGEST_VALUE)})`, value: key };
}
