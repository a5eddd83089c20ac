import type { IDataObject } from 'n8n-workflow';
import { readName } from './readName';
import type { Operation } from './operation';

/** The first one decides; everyone gets what was decided. */
export const claimDecision: Operation = async ({ store, namespace, read, signal }) => {
	const decision = readName(read('decision'), 'Decision');
	const { claimed, record } = await store.records.claim('decision', namespace, decision, readName(read('value'), 'Value'), signal);
	return { decision, claimed, value: record.value as IDataObject[string], savedAt: record.savedAt };
};
