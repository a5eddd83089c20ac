import { readName } from './readName';
import type { Operation } from './operation';

/** Removes a decision, so that it can be claimed anew. */
export const forgetDecision: Operation = async ({ store, namespace, read, signal }) => {
	const decision = readName(read('decision'), 'Decision');
	const { removed, erased } = await store.records.remove('decision', namespace, decision, signal);
	return { deleted: true, decisions: removed, erased };
};
