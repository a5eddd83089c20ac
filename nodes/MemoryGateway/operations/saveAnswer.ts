import type { IDataObject } from 'n8n-workflow';
import { isFinished, isWorthKeeping, readKept, type KeptAnswer } from '../../engine/cache/keptAnswer';
import { ownQuestionKey, type OwnAnswer } from '../../engine/cache/ownQuestion';
import { ownRequestKey } from '../../engine/cache/ownRequest';
import { z } from '../../engine/checkInput';
import { InvalidInputError } from '../../engine/errors';
import { readCandidate } from '../../shared/candidateItem';
import { checkOptions } from '../../shared/checkOptions';
import { optionFields } from '../fields/optionFields';
import type { Operation, OperationInput } from './operation';
import { readName, readValue } from './readName';
import { readNames } from './readNames';
import { readRequestId } from './readRequestId';
import { endWait } from './waitForAnswer';
import { holdsNothing } from '../../shared/isEmpty';

/**
 * Keeps an answer: under a question in one's own words, for Look Up to find; where no question is given, the candidate that came in under what its clone was
 * asked, for Cache Answers to find.
 *
 * An answer in one's own words belongs to the models under Models, else to the one in the incoming item. It goes to everyone who asks, or to nobody but a repeated call with the same request ID; the callers
 * that wait for it hear of it either way.
 */
export const saveAnswer: Operation = async (input) => {
	const { store, namespace, json, read, signal } = input;
	const given = read('question');
	if (holdsNothing(given)) {
		const { key, answer } = readSaved(json);
		await store.records.save('answer', namespace, key, answer, signal);
		return [{ saved: true, details: { answerKey: key } }];
	}
	return [await saveOwn(input, readName(given, 'Question'))];
};

const optionsSchema = z.object({
	givenBy: z.unknown(),
	keepFor: z.enum(['everyone', 'request']).default('everyone'),
	requestId: z.unknown(),
});

async function saveOwn(input: OperationInput, question: string): Promise<IDataObject> {
	const { store, namespace, json, read, signal } = input;
	const { givenBy, keepFor, requestId: said } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const requestId = readRequestId(said);
	const isForAll = keepFor === 'everyone';
	const text = read('answer');
	readValue(text, 'Answer');
	if (isForAll) refuseUnfinished(json);
	const models = readModels(json, givenBy);
	const answer: OwnAnswer = { question, answer: text, ...(models.length > 0 && { models }) };
	const save = async (key: string) => await store.records.save('answer', namespace, key, answer, signal);
	if (requestId !== undefined) await save(ownRequestKey(requestId, question));
	const key = ownQuestionKey(question);
	if (isForAll) await save(key);
	await endWait(input, question, { saved: isForAll });
	if (isForAll) return { saved: true, question, details: { answerKey: key } };
	return { saved: false, question, reason: requestId === undefined ? KEPT_FOR_NOBODY : KEPT_FOR_REQUEST };
}

/** Why an answer is not there for everyone. */
const KEPT_FOR_REQUEST = 'Kept only for a repeated call with the same Request ID, as Keep For says.';
const KEPT_FOR_NOBODY =
	'Kept for nobody: Keep For is This Request, and Request ID is empty. Set Request ID in Options, or set Keep For to Everyone.';

function refuseUnfinished(json: IDataObject): void {
	const finishReason = json['finishReason'] ?? readCandidate(json).finishReason;
	if (isFinished(finishReason)) return;
	throw new InvalidInputError(
		`This answer is incomplete: it ended with ${String(finishReason)}`,
		'Raise Max Tokens where it was written, or save only complete answers.',
	);
}

function readModels(json: IDataObject, givenBy: unknown): readonly string[] {
	if (Array.isArray(givenBy) ? givenBy.length > 0 : givenBy !== undefined && givenBy !== '') return readNames(givenBy, 'Models');
	const { model } = readCandidate(json);
	return typeof model === 'string' && model !== '' ? [model] : [];
}

function readSaved(json: IDataObject): { readonly key: string; readonly answer: KeptAnswer } {
	const candidate = readCandidate(json);
	const key = candidate.answerKey;
	const answer = readKept(candidate);
	if (typeof key !== 'string' || !/^[0-9a-f]{64}$/.test(key) || answer === undefined) {
		throw new InvalidInputError(
			'Question is empty, and this item is not a candidate with an answer key',
			'Enter a Question. To save a candidate instead, switch on Cache Answers in Shadow Clone Fan-Out.',
			'Question',
		);
	}
	if (!isWorthKeeping(answer, answer.data !== undefined)) {
		throw new InvalidInputError(
			`This answer is incomplete: it is empty or ended with ${answer.finishReason}`,
			'Save only answers that Clone Evaluator accepted.',
		);
	}
	return { key, answer };
}
