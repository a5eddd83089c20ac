import type { IDataObject } from 'n8n-workflow';
import { readLocator } from '../../shared/readLocator';
import { readName } from './readName';
import type { Operation } from './operation';

/** The first one decides; everyone gets what was decided. */
export const claimDecision: Operation = async ({ store, namespace, read, signal }) => {
	const decision = readName(readLocator(read('decision')), 'Decision');
	const { claimed, record } = await store.records.claim('decision', namespace, decision, readName(read('value'), 'Value'), signal);
	return [{ value: record.value as IDataObject[string], claimed, decision, savedAt: record.savedAt }];
};
