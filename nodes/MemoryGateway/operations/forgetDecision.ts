import { readDecisionName } from './readName';
import { toDeletedItem } from './toDeletedItem';
import type { Operation } from './operation';

/** Removes a decision with its votes, so that it can be made again. */
export const forgetDecision: Operation = async ({ store, namespace, read, warn, signal }) => {
	const { removed, erased } = await store.decisions.remove(namespace, readDecisionName(read), signal);
	return [toDeletedItem('decisions', removed, { erased }, warn)];
};
