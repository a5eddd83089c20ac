import type { IDataObject } from 'n8n-workflow';
import { isFinished, isWorthKeeping, readKept, type KeptAnswer } from '../../engine/cache/keptAnswer';
import { ownQuestionKey, type OwnAnswer } from '../../engine/cache/ownQuestion';
import { InvalidInputError } from '../../engine/errors';
import { readCandidate } from '../../shared/candidateItem';
import { readName } from './readName';
import { readNames } from './readNames';
import type { Operation } from './operation';

/**
 * Keeps an answer: under a question in one's own words, for Look Up to find; where no question is given, the candidate that came in under what its clone was
 * asked, for Cache Answers to find.
 *
 * An answer in one's own words belongs to the models under Models, else to the one in the incoming item.
 */
export const saveAnswer: Operation = async ({ store, namespace, json, read, signal }) => {
	const given = read('question');
	const isGiven = given !== undefined && given !== null && String(given).trim() !== '';
	const question = isGiven ? readName(given, 'Question') : '';
	const { key, answer } = question === '' ? readSaved(json) : readOwn(question, read('answer'), { json, options: read('options') });
	await store.records.save('answer', namespace, key, answer, signal);
	return [{ saved: true, ...(question !== '' && { question }), details: { answerKey: key } }];
};

interface Given {
	readonly json: IDataObject;
	readonly options: unknown;
}

function readOwn(question: string, answer: unknown, { json, options }: Given): { readonly key: string; readonly answer: OwnAnswer } {
	readName(answer, 'Answer');
	const finishReason = json['finishReason'] ?? readCandidate(json).finishReason;
	if (!isFinished(finishReason)) {
		throw new InvalidInputError(
			`This answer is incomplete: it ended with ${String(finishReason)}`,
			'Raise Max Tokens where it was written, or save only complete answers.',
		);
	}
	const models = readModels(json, options);
	return { key: ownQuestionKey(question), answer: { question, answer, ...(models.length > 0 && { models }) } };
}

function readModels(json: IDataObject, options: unknown): readonly string[] {
	const { givenBy } = (options || {}) as { givenBy?: unknown };
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
