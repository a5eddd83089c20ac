import type { IDataObject } from 'n8n-workflow';
import { isAnswerOf } from '../../engine/cache/isAnswerOf';
import { ownQuestionKey, readOwnAnswer, type OwnAnswer } from '../../engine/cache/ownQuestion';
import { ownRequestKey } from '../../engine/cache/ownRequest';
import { z } from '../../engine/checkInput';
import type { RunFigures } from '../../engine/receipts/keptReceipt';
import { InvalidInputError, isEngineError } from '../../engine/errors';
import type { StoredRecord } from '../../engine/records';
import { type Ended, withinTime } from '../../engine/withinTime';
import { checkOptions } from '../../shared/checkOptions';
import { optionFields } from '../fields/optionFields';
import { PATIENCE_MS, type Operation, type OperationInput } from './operation';
import { readName } from './readName';
import { readNames } from './readNames';
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
	const { keepForHours, leaseSeconds, waitSeconds, requestId } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const maxAgeMs = keepForHours === 0 ? undefined : keepForHours * 3_600_000;
	const startedAt = performance.now();
	const find = createSearch(input, { question, maxAgeMs, requestId: readRequestId(requestId) });
	const found =
		(await find()) ?? (leaseSeconds === 0 ? undefined : await waitForAnswer(input, { question, leaseSeconds, waitSeconds, find }));
	keepReceipt(toFigures(found !== undefined, performance.now() - startedAt));
	return [found ?? { found: false, question }];
};

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

/** Says which models gave an answer that is not used. */
async function mayGive(kept: OwnAnswer, input: OperationInput): Promise<boolean> {
	const allowed = await readAllowed(input);
	if (allowed === 'any' || isAnswerOf(kept, allowed)) return true;
	if (allowed.length > 0) input.tell(`${describeGivers(kept.models)}, so it is not used: ${describeAllowed(allowed)}`);
	return false;
}

/** Empty where the server does not say what it has. */
async function readAllowed(input: OperationInput): Promise<readonly string[] | 'any'> {
	switch (input.read('models') || 'any') {
		case 'any':
			return 'any';
		case 'named':
			return readNames(input.read('modelNames'), 'Model Names');
		case 'server':
			return await listModels(input);
		default:
			throw new InvalidInputError('Models has a value that it does not know', 'Choose one of its values.', 'Models');
	}
}

async function listModels({ openServer, warn, signal }: OperationInput): Promise<readonly string[]> {
	const server = await openServer();
	const ended = await withinTime(async (given) => await server.listModels(given), PATIENCE_MS, signal);
	if (ended.kind === 'done' && ended.value.length > 0) return ended.value.map(({ id }) => id);
	if (ended.kind === 'threw' && !isEngineError(ended.error)) throw ended.error;
	warn(`The saved answer is not used, as the model server did not say which models it has: ${describeSilence(ended)}`);
	return [];
}

function describeSilence(ended: Ended<unknown>): string {
	switch (ended.kind) {
		case 'done':
			return 'its list is empty';
		case 'late':
			return `it did not list its models within ${PATIENCE_MS / 1000} s`;
		case 'threw':
			return String((ended.error as Error).message);
	}
}

function describeGivers(models: readonly string[] | undefined): string {
	return models === undefined
		? 'The saved answer does not say which model gave it'
		: `The saved answer was given by ${models.join(' and ')}`;
}

const MOST_NAMED = 5;

function describeAllowed(allowed: readonly string[]): string {
	const more = allowed.length > MOST_NAMED ? ` and ${allowed.length - MOST_NAMED} more` : '';
	return `answers may come from ${allowed.slice(0, MOST_NAMED).join(', ')}${more}`;
}
