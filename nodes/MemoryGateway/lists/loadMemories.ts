import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { Memory } from '../../engine/memory/memory';
import { readFromStore } from './readFromStore';
import { readNamespace } from './readNamespace';

const LISTED = 500;
/** More than these are not looked through for the newest. */
const MAX_PAGES = 20;
const LONGEST_NAME = 80;

/** The newest memories of the chosen namespace, past ones too, by the beginning of their texts. */
export async function loadMemories(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const newest = await readFromStore(this, async (store, signal) => {
		const namespace = readNamespace(this);
		let memories: readonly Memory[] = [];
		let after: string | undefined;
		for (let pages = 0; pages < MAX_PAGES; pages++) {
			const page = await store.list(namespace, {}, { limit: LISTED, includePast: true, ...(after !== undefined && { after }) }, signal);
			memories = [...memories, ...page.memories].slice(-LISTED);
			after = page.next;
			if (after === undefined) break;
		}
		return memories.toReversed();
	});
	return newest.map(toOption);
}

function toOption({ id, text, author, recordedAt }: Memory): INodePropertyOptions {
	const name = text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
	return { name, value: id, description: [recordedAt.slice(0, 10), ...(author === undefined ? [] : [author])].join(' · ') };
}
