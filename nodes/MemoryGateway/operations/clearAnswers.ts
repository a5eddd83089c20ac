import type { Operation } from './operation';

/** Removes every answer of the namespace, and says whether their bytes could be erased, too. */
export const clearAnswers: Operation = async ({ store, namespace, signal }) => {
	const { removed, erased } = await store.records.remove('answer', namespace, undefined, signal);
	return { deleted: true, answers: removed, erased };
};
