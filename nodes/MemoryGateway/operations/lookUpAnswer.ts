import type { IDataObject } from 'n8n-workflow';
import { isAnswerOf } from '../../engine/cache/isAnswerOf';
import { ownQuestionKey, readOwnAnswer, type OwnAnswer } from '../../engine/cache/ownQuestion';
import { z } from '../../engine/checkInput';
import type { RunFigures } from '../../engine/receipts/keptReceipt';
import { InvalidInputError, isEngineError } from '../../engine/errors';
import { withinTime } from '../../engine/withinTime';
import { checkOptions } from '../../shared/checkOptions';
import { optionFields } from '../fields/optionFields';
import { PATIENCE_MS, type Operation, type OperationInput } from './operation';
import { readName } from './readName';
import { readNames } from './readNames';

const optionsSchema = z.object({ keepForHours: z.coerce.number().min(0).default(168) });

/**
 * The answer that was saved for exactly this question; `found` is false where there is none, none young enough, or none of the models that may give it.
 *
 * The server is asked for its models only where there is an answer; where it does not list them, the answer is not used.
 */
export const lookUpAnswer: Operation = async (input) => {
	const { store, namespace, read, keepReceipt, signal } = input;
	const question = readName(read('question'), 'Question');
	const { keepForHours } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const maxAgeMs = keepForHours === 0 ? undefined : keepForHours * 3_600_000;
	const startedAt = performance.now();
	const record = await store.records.find('answer', namespace, ownQuestionKey(question), maxAgeMs, signal);
	const kept = readOwnAnswer(record?.value);
	const isUsable = kept !== undefined && (await mayGive(kept, input));
	keepReceipt(toFigures(isUsable, performance.now() - startedAt));
	if (record === undefined || !isUsable) return [{ found: false, question }];
	const { answer, models } = kept;
	return [
		{ answer: answer as IDataObject[string], found: true, question, ...(models && { models: [...models] }), savedAt: record.savedAt },
	];
};

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
	if (ended.kind === 'done') return ended.value.map(({ id }) => id);
	if (ended.kind === 'threw' && !isEngineError(ended.error)) throw ended.error;
	const why = ended.kind === 'late' ? `it did not list its models within ${PATIENCE_MS / 1000} s` : String((ended.error as Error).message);
	warn(`The saved answer is not used, as the model server did not say which models it has: ${why}`);
	return [];
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
