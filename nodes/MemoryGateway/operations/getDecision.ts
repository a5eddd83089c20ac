import type { IDataObject } from 'n8n-workflow';
import { readName } from './readName';
import type { Operation } from './operation';

/** What was decided; `found` is false where nothing was. */
export const getDecision: Operation = async ({ store, namespace, read, signal }) => {
	const decision = readName(read('decision'), 'Decision');
	const record = await store.records.find('decision', namespace, decision, undefined, signal);
	return record === undefined
		? { decision, found: false }
		: { decision, found: true, value: record.value as IDataObject[string], savedAt: record.savedAt };
};
