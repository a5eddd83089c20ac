import { readSelection } from './readSelection';
import type { Operation } from './operation';

/** Removes memories for good, and says how many. */
export const forgetMemories: Operation = async ({ store, namespace, read, signal }) => {
	const selection = read('forgetAll') === true ? { everything: true as const } : readSelection(read('which'));
	const { memories, traces, erased } = await store.forget(namespace, selection, signal);
	return { deleted: true, memories, traces, erased };
};
