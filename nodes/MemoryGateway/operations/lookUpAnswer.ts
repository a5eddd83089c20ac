import type { IDataObject } from 'n8n-workflow';
import { ownQuestionKey, readOwnAnswer } from '../../engine/cache/ownQuestion';
import { ownRequestKey } from '../../engine/cache/ownRequest';
import { z } from '../../engine/checkInput';
import type { RunFigures } from '../../engine/receipts/keptReceipt';
import type { StoredRecord } from '../../engine/records';
import { checkOptions } from '../../shared/checkOptions';
import { optionFields } from '../fields/optionFields';
import { mayGive, readModelsChoice } from './mayGive';
import type { Operation, OperationInput } from './operation';
import { readName } from './readName';
import { readRequestId } from './readRequestId';
import { waitForAnswer } from './waitForAnswer';

const optionsSchema = z.object({
	keepForHours: z.coerce.number().min(0).default(168),
	leaseSeconds: z.coerce.number().min(0).max(86_400).default(0),
	waitSeconds: z.coerce.number().min(0).max(86_400).default(300),
	requestId: z.unknown(),
});

/**
 * The answer that was saved for exactly this question; `found` is false where there is none, none young enough, or none of the models that may give it.
 *
 * With a request ID, what that request was answered before comes first, whichever model gave it. With a lease, only the first caller finds nothing; the others wait for what it saves.
 * The server is asked for its models only where there is an answer; where it does not list them, the answer is not used.
 */
export const lookUpAnswer: Operation = async (input) => {
	const { read, keepReceipt } = input;
	const question = readName(read('question'), 'Question');
	// Read again for an answer: a choice that is none is told before there is one, too.
	readModelsChoice(read);
	const { keepForHours, leaseSeconds, waitSeconds, requestId } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const maxAgeMs = keepForHours === 0 ? undefined : keepForHours * 3_600_000;
	const startedAt = performance.now();
	const find = createSearch(input, { question, maxAgeMs, requestId: readRequestId(requestId) });
	const found =
		(await find()) ?? (leaseSeconds === 0 ? undefined : await waitForAnswer(input, { question, leaseSeconds, waitSeconds, find }));
	keepReceipt(toFigures(found !== undefined, performance.now() - startedAt));
	return [found ?? { found: false, question, ...(await tellTooOld(input, question, keepForHours)) }];
};

/** Why an answer that is there is not given; nothing where there is none, or none that is too old. */
async function tellTooOld({ store, namespace, signal }: OperationInput, question: string, keepForHours: number): Promise<IDataObject> {
	if (keepForHours === 0) return {};
	const read = async (maxAgeMs?: number) => await store.records.find('answer', namespace, ownQuestionKey(question), maxAgeMs, signal);
	const record = await read();
	if (record === undefined || (await read(keepForHours * 3_600_000)) !== undefined) return {};
	return { reason: `A saved answer of ${record.savedAt} is not used: it is older than Keep For (Hours), which is ${keepForHours}.` };
}

interface Wanted {
	readonly question: string;
	readonly maxAgeMs: number | undefined;
	readonly requestId: string | undefined;
}

/** A search that may be made many times: an answer that may not be used is not looked at again. */
function createSearch(input: OperationInput, { question, maxAgeMs, requestId }: Wanted): () => Promise<IDataObject | undefined> {
	const { store, namespace, signal } = input;
	const read = async (key: string) => await store.records.find('answer', namespace, key, maxAgeMs, signal);
	const refused = new Set<string>();
	return async () => {
		const repeated = requestId === undefined ? undefined : await read(ownRequestKey(requestId, question));
		if (repeated !== undefined) return toFound(question, repeated, true);
		const record = await read(ownQuestionKey(question));
		const kept = readOwnAnswer(record?.value);
		if (record === undefined || kept === undefined || refused.has(record.savedAt)) return undefined;
		if (await mayGive(kept, input)) return toFound(question, record, false);
		refused.add(record.savedAt);
		return undefined;
	};
}

function toFound(question: string, { value, savedAt }: StoredRecord, isRepeated: boolean): IDataObject | undefined {
	const kept = readOwnAnswer(value);
	if (kept === undefined) return undefined;
	const { answer, models } = kept;
	return {
		...{ answer: answer as IDataObject[string], found: true, question },
		...(models && { models: [...models] }),
		savedAt,
		...(isRepeated && { repeated: true }),
	};
}

function toFigures(isFound: boolean, wallMs: number): RunFigures {
	const hits = isFound ? 1 : 0;
	return {
		...{ kind: 'cacheLookUp', models: [], asked: 1, answered: hits, cacheHits: hits, wallMs: Math.round(wallMs) },
		...{ requests: 0, retries: 0, tokens: { prompt: 0, completion: 0, cached: 0, unknown: 0 } },
		outcome: { by: 'Look Up', result: isFound ? 'found' : 'notFound' },
	};
}
