import type { IDataObject } from 'n8n-workflow';
import { isWorthKeeping, readKept } from '../../engine/cache/keptAnswer';
import { InvalidInputError } from '../../engine/errors';
import type { Operation } from './operation';

/** Keeps the candidate that came in under the question that its clone was asked, so that Cache Answers finds it. */
export const saveAnswer: Operation = async ({ store, namespace, json, signal }) => {
	const key = json['answerKey'];
	const answer = readKept(json);
	if (typeof key !== 'string' || !/^[0-9a-f]{64}$/.test(key) || answer === undefined) {
		throw new InvalidInputError('This item is no candidate with an answerKey', 'Switch on Cache Answers in Shadow Clone Fan-Out, and connect its Clones or the evaluator\'s Best.');
	}
	if (!isWorthKeeping(answer, answer.data !== undefined)) {
		throw new InvalidInputError(`This answer is not whole: it is empty or ended with ${answer.finishReason}`, 'Save only answers that an evaluator accepted.');
	}
	await store.records.save('answer', namespace, key, answer, signal);
	return { saved: true, answerKey: key } satisfies IDataObject;
};
