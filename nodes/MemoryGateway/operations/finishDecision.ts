import type { IDataObject } from 'n8n-workflow';
import { describeDecision, describeMissing } from './describeDecision';
import { readDecisionName, readName } from './readName';
import { toDecisionFields } from './toDecisionItem';
import type { Operation } from './operation';

/** Decides for the claim with the token; `done` is false where the claim was lost to somebody else. */
export const finishDecision: Operation = async ({ store, namespace, read, signal }) => {
	const key = readDecisionName(read);
	const value = readName(read('value'), 'Value');
	const { done, decision } = await store.decisions.done(namespace, key, readName(read('token'), 'Token'), value, signal);
	if (decision === undefined) return [{ text: describeMissing(key, namespace), done, decided: false, decision: key }];
	const { value: stands, details, ...fields } = toDecisionFields(decision);
	return [
		{
			text: done ? describeDecision(decision) : `Not done: the token is not that of the claim that counts. ${describeDecision(decision)}`,
			...(stands !== undefined && { value: stands as IDataObject[string] }),
			done,
			...fields,
			...(details !== undefined && { details }),
		},
	];
};
