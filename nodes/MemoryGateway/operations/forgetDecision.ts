import { readLocator } from '../../shared/readLocator';
import { readName } from './readName';
import { toDeletedItem } from './toDeletedItem';
import type { Operation } from './operation';

/** Removes a decision, so that it can be claimed again. */
export const forgetDecision: Operation = async ({ store, namespace, read, warn, signal }) => {
	const decision = readName(readLocator(read('decision')), 'Decision');
	const { removed, erased } = await store.records.remove('decision', namespace, decision, signal);
	return [toDeletedItem('decisions', removed, { erased }, warn)];
};
