import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Fault } from '../../support/vllmDouble/index.ts';
import { errorOf, openDouble, patience, question } from './openDouble';

const BREAKS: readonly Fault[] = [
	{ kind: 'resetMidway', afterTokens: 3 },
	{ kind: 'truncatedStream', afterTokens: 3 },
	{ kind: 'malformedSse', afterTokens: 3 },
	{ kind: 'errorChunk', afterTokens: 3 },
	{ kind: 'stallMidway', afterTokens: 3 },
];

it.each(BREAKS)('keeps what had come of a stream that breaks off, and marks it ($kind)', async (fault) => {
	const { double, endpoint } = await openDouble({ faults: () => fault, answer: () => 'one two three four five' });
	const answer = await endpoint.chat(
		question(),
		patience({ stream: true, retries: 3, timeoutMs: fault.kind === 'stallMidway' ? 1_000 : 20_000 }),
	);
	expect(answer).toMatchObject({ text: 'one two three', finishReason: 'cut', attempts: 1, usage: {} });
	expect(double.counters.received).toBe(1);
});

it('keeps what had come when the deadline of the run is reached, and closes the connection', async () => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual', answer: () => 'one two three four five' });
	const chat = endpoint.chat(question(), patience({ stream: true, deadlineAt: Date.now() + 1_000 }));
	await double.until(() => double.waiting === 1);
	double.step(2);
	expect(await chat).toMatchObject({ text: 'one two', finishReason: 'cut' });
	await double.until(() => double.counters.abortedByClient === 1);
	expect(double.running).toBe(0);
});

it.each<Fault>([
	{ kind: 'resetMidway', afterTokens: 0 },
	{ kind: 'truncatedStream', afterTokens: 0 },
	{ kind: 'malformedSse', afterTokens: 0 },
	{ kind: 'errorChunk', afterTokens: 0 },
])('asks again when nothing had come ($kind)', async (fault) => {
	const { endpoint } = await openDouble({ faults: [fault], answer: () => 'Whole.' });
	expect(await endpoint.chat(question(), patience({ stream: true, retries: 1 }))).toMatchObject({
		text: 'Whole.',
		finishReason: 'stop',
		attempts: 2,
	});
});

it('takes an answer for whole once its finish reason has come, with or without [DONE]', async () => {
	const { endpoint } = await openDouble({ faults: [{ kind: 'withoutDone' }], answer: () => 'Whole.' });
	expect(await endpoint.chat(question(), patience({ stream: true }))).toMatchObject({ text: 'Whole.', finishReason: 'stop' });
});

it('does not take reasoning for an answer when the text never came', async () => {
	const answer = () => ({ reasoning: 'one two three four five', text: 'Done.' });
	const { endpoint } = await openDouble({ faults: () => ({ kind: 'truncatedStream', afterTokens: 3 }), answer });
	const error = await errorOf(endpoint.chat(question(), patience({ stream: true })));
	expect(error).toMatchObject({
		kind: 'answerCut',
		message: expect.stringMatching(/broke off in the middle of its reasoning, before any text had come/),
	});
});

it('says the server’s words when it fails in mid-stream and nothing can be kept', async () => {
	const { endpoint } = await openDouble({
		faults: () => ({ kind: 'errorChunk', afterTokens: 0, message: 'EngineCore encountered an issue.' }),
	});
	expect(await errorOf(endpoint.chat(question(), patience({ stream: true })))).toMatchObject({
		kind: 'engineDead',
		message: expect.stringContaining('EngineCore encountered an issue'),
	});
});

it('says the server’s words, without keys, when it fails in mid-stream and a part is kept', async () => {
	const { endpoint } = await openDouble({
		faults: () => ({ kind: 'errorChunk', afterTokens: 3, message: 'EngineCore died, api_key=abcdef123456.' }),
		answer: () => 'one two three four five',
	});
	const { notes, ...answer } = await endpoint.chat(question(), patience({ stream: true }));
	expect(answer).toMatchObject({ text: 'one two three', finishReason: 'cut' });
	expect(answer).not.toHaveProperty('brokenBy');
	expect(notes).toEqual([
		expect.stringMatching(/^The server broke an answer of ".+" off with an error: "EngineCore died, api_key=\[hidden\]"\. What had come/),
	]);
});

it('throws what the caller aborted with, whatever had come', async () => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual', answer: () => 'one two three' });
	const stop = new AbortController();
	const reason = new Error('Clones agree');
	const chat = expect(endpoint.chat(question(), patience({ stream: true, signal: stop.signal }))).rejects.toBe(reason);
	await double.until(() => double.waiting === 1);
	double.step(2);
	await setTimeout(50);
	stop.abort(reason);
	await chat;
});
