import { describeMissing } from './describeDecision';
import { readDecisionName } from './readName';
import { toDecisionItem } from './toDecisionItem';
import type { Operation } from './operation';

/** How a decision stands, with all votes; `found` is false where there is none. */
export const getDecision: Operation = async ({ store, namespace, read, signal }) => {
	const key = readDecisionName(read);
	const decision = await store.decisions.find(namespace, key, signal);
	if (decision === undefined) return [{ text: describeMissing(key, namespace), found: false, decided: false, decision: key }];
	const { text, value, ...fields } = toDecisionItem(decision);
	return [{ text, ...(value !== undefined && { value }), found: true, ...fields }];
};
