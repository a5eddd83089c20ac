import type { IDataObject } from 'n8n-workflow';
import { ownQuestionKey, readOwnAnswer } from '../../engine/cache/ownQuestion';
import { z } from '../../engine/checkInput';
import { readName } from './readName';
import type { RunFigures } from '../../engine/receipts/keptReceipt';
import type { Operation } from './operation';
import { checkOptions } from '../../shared/checkOptions';
import { optionFields } from '../fields/optionFields';

const optionsSchema = z.object({ keepForHours: z.coerce.number().min(0).default(168) });

/** The answer that was saved for exactly this question; `found` is false where there is none, or none young enough. */
export const lookUpAnswer: Operation = async ({ store, namespace, read, keepReceipt, signal }) => {
	const question = readName(read('question'), 'Question');
	const { keepForHours } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const maxAgeMs = keepForHours === 0 ? undefined : keepForHours * 3_600_000;
	const startedAt = performance.now();
	const record = await store.records.find('answer', namespace, ownQuestionKey(question), maxAgeMs, signal);
	const kept = readOwnAnswer(record?.value);
	keepReceipt(toFigures(kept !== undefined, performance.now() - startedAt));
	if (record === undefined || kept === undefined) return [{ found: false, question }];
	return [{ answer: kept.answer as IDataObject[string], found: true, question, savedAt: record.savedAt }];
};

function toFigures(isFound: boolean, wallMs: number): RunFigures {
	const hits = isFound ? 1 : 0;
	return {
		...{ kind: 'cacheLookUp', models: [], asked: 1, answered: hits, cacheHits: hits, wallMs: Math.round(wallMs) },
		...{ requests: 0, retries: 0, tokens: { prompt: 0, completion: 0, cached: 0, unknown: 0 } },
		outcome: { by: 'Look Up', result: isFound ? 'found' : 'notFound' },
	};
}
