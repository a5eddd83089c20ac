import type { Decision } from '../../engine/memory/decision';
import { describeDecision, describeMissing } from './describeDecision';
import { readDecisionName, readName, readValue } from './readName';
import { toDecisionFields } from './toDecisionItem';
import type { Operation } from './operation';

/** Decides for the claim with the token; `done` is false where the claim was lost to somebody else. */
export const finishDecision: Operation = async ({ store, namespace, read, signal }) => {
	const key = readDecisionName(read);
	const value = readValue(read('value'), 'Value');
	const { done, decision } = await store.decisions.done(namespace, key, readName(read('token'), 'Token'), value, signal);
	if (decision === undefined) return [{ text: describeMissing(key, namespace), done, decided: false, decision: key }];
	const { value: stands, details, ...fields } = toDecisionFields(decision);
	return [
		{
			text: done ? describeDecision(decision) : `Not done: ${reasonOf(decision)}. ${describeDecision(decision)}`,
			...(stands !== undefined && { value: stands }),
			done,
			...fields,
			...(details !== undefined && { details }),
		},
	];
};

function reasonOf({ decidedAt, rules }: Decision): string {
	if (rules !== undefined) return 'it is decided by votes';
	return decidedAt === undefined ? 'the token is not that of the claim that counts' : 'it was decided before';
}
