import { toDeletedItem } from './toDeletedItem';
import type { Operation } from './operation';

/** Removes every answer of the namespace, and says whether their bytes could be erased, too. */
export const clearAnswers: Operation = async ({ store, namespace, warn, signal }) => {
	const { removed, erased } = await store.records.remove('answer', namespace, undefined, signal);
	return [toDeletedItem('answers', removed, { erased }, warn)];
};
