import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Decision } from '../../engine/memory/decision';
import { readFromStore } from './readFromStore';
import { readNamespace } from './readNamespace';

const LISTED = 200;
const LONGEST_VALUE = 60;
/** A decision is made by the first claim or vote. */
const makers: ReadonlySet<unknown> = new Set(['claim', 'vote']);

/** The decisions of the chosen namespace, the newest first, each with its value; for Claim and Vote, also the one that is being typed. */
export async function listDecisions(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const typed = filter.trim();
	const found = await readFromStore(
		this,
		async (store, signal) => await store.decisions.list(readNamespace(this), { containing: typed, limit: LISTED }, signal),
	);
	const isNew = typed !== '' && makers.has(this.getNodeParameter('operation', '')) && !found.some(({ key }) => key === typed);
	return { results: [...(isNew ? [{ name: `${typed} (new)`, value: typed }] : []), ...found.map(toOption)] };
}

function toOption({ key, value }: Decision) {
	const stands = value === undefined ? 'not decided' : (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, LONGEST_VALUE);
	return { name: `${key} (${stands})`, value: key };
}
