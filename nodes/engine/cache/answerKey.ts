import type { ChatRequest } from '../endpoint/endpoint';
import { hashOf } from '../hashOf';

/** Goes up when what is kept under a key changes its shape, so that older answers are asked for again. */
const FORMAT = 1;

/**
 * The exact question as a key: address, model, messages, sampling with its seed, JSON schema, extra body, and what is left out or left in.
 *
 * How it is asked (streamed or whole, how long, how often) is no part of the question. Clones of one run have seeds of their own, and so keys of their own; a
 * caller that sends no seed tells its clones apart by `clone`.
 */
export function answerKey(
	baseUrl: string,
	{ model, messages, sampling, jsonSchema, logProbabilities, tools, extraBody, leaveOut = [], leavesThinking }: ChatRequest,
	clone?: number,
): string {
	const besides = { ...(leaveOut.length === 0 ? {} : { leaveOut }), ...(leavesThinking === true ? { leavesThinking } : {}) };
	return hashOf({ format: FORMAT, baseUrl, model, messages, sampling, jsonSchema, logProbabilities, tools, extraBody, ...besides, clone });
}

/**
 * A seed that is the same for the same question, so that a run without a seed of its own can find its answers again.
 *
 * Half of what a signed 32-bit number holds, as some servers take no more, with room to count up.
 */
export function seedOf(question: unknown): number {
	return Number.parseInt(hashOf(question).slice(0, 8), 16) % 2 ** 30;
}
