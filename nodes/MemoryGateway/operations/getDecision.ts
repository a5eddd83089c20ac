import type { IDataObject } from 'n8n-workflow';
import { readLocator } from '../../shared/readLocator';
import { readName } from './readName';
import type { Operation } from './operation';

/** What was decided; `found` is false where nothing was. */
export const getDecision: Operation = async ({ store, namespace, read, signal }) => {
	const decision = readName(readLocator(read('decision')), 'Decision');
	const record = await store.records.find('decision', namespace, decision, undefined, signal);
	if (record === undefined) return [{ found: false, decision }];
	return [{ value: record.value as IDataObject[string], found: true, decision, savedAt: record.savedAt }];
};
