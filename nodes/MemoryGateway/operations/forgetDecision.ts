import { readName } from './readName';
import type { Operation } from './operation';

/** Removes a decision, so that it can be claimed anew. */
export const forgetDecision: Operation = async ({ store, namespace, read, signal }) => {
	const decision = readName(read('decision'), 'Decision');
	return { deleted: true, decisions: await store.records.remove('decision', namespace, decision, signal) };
};
