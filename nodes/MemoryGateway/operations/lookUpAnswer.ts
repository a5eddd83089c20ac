import type { IDataObject } from 'n8n-workflow';
import { ownQuestionKey, readOwnAnswer } from '../../engine/cache/ownQuestion';
import { z } from '../../engine/checkInput';
import { readName } from './readName';
import type { Operation } from './operation';
import { checkOptions } from '../../shared/checkOptions';
import { optionFields } from '../fields/optionFields';

const optionsSchema = z.object({ keepForHours: z.coerce.number().min(0).default(168) });

/** The answer that was saved for exactly this question; `found` is false where there is none, or none young enough. */
export const lookUpAnswer: Operation = async ({ store, namespace, read, signal }) => {
	const question = readName(read('question'), 'Question');
	const { keepForHours } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const maxAgeMs = keepForHours === 0 ? undefined : keepForHours * 3_600_000;
	const record = await store.records.find('answer', namespace, ownQuestionKey(question), maxAgeMs, signal);
	const kept = readOwnAnswer(record?.value);
	if (record === undefined || kept === undefined) return [{ found: false, question }];
	return [{ answer: kept.answer as IDataObject[string], found: true, question, savedAt: record.savedAt }];
};
