import type { Operation } from './operation';

/** Removes every answer of the namespace. */
export const clearAnswers: Operation = async ({ store, namespace, signal }) => {
	return { deleted: true, answers: await store.records.remove('answer', namespace, undefined, signal) };
};
