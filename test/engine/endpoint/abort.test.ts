import { expect, it } from 'vitest';
import { openDouble, patience, question } from './openDouble';

const STOP = new Error('Enough answered');

it.each([false, true])('closes the connection when aborted, so that the server stops writing (streamed: %s)', async (stream) => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual', answer: () => 'one two three four five' });
	const stop = new AbortController();
	const answer = endpoint.chat(question(), patience({ signal: stop.signal, stream }));
	const rejected = expect(answer).rejects.toBe(STOP);
	await double.until(() => double.waiting === 1);
	double.step(2);
	expect(double.running).toBe(1);
	stop.abort(STOP);
	await rejected;
	await double.until(() => double.counters.abortedByClient === 1);
	expect(double.running + double.waiting).toBe(0);
	expect(double.counters).toMatchObject({ inFlight: 0, completed: 0 });
});

it('closes the connection of a clone that waits in the server’s own queue', async () => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual', maxNumSeqs: 1 });
	const stop = new AbortController();
	const first = endpoint.chat(question(), patience());
	await double.until(() => double.waiting === 1);
	const second = expect(endpoint.chat(question(), patience({ signal: stop.signal }))).rejects.toBe(STOP);
	await double.until(() => double.waiting === 2);
	stop.abort(STOP);
	await second;
	await double.until(() => double.counters.abortedByClient === 1);
	expect(double.waiting).toBe(1);
	double.step(100);
	await first;
});

it('sends nothing when aborted before it starts', async () => {
	const { double, endpoint } = await openDouble();
	await expect(endpoint.chat(question(), patience({ signal: AbortSignal.abort(STOP) }))).rejects.toBe(STOP);
	expect(double.counters.received).toBe(0);
});

it('ends a wait for the next try when aborted', async () => {
	const { double, endpoint } = await openDouble({ faults: () => ({ kind: 'status', status: 503, retryAfter: '15' }) });
	const stop = new AbortController();
	const answer = expect(endpoint.chat(question(), patience({ signal: stop.signal, retries: 3 }))).rejects.toBe(STOP);
	await double.until(() => double.counters.completed === 1);
	stop.abort(STOP);
	await answer;
	expect(double.counters.received).toBe(1);
});

it('stops many at once, and the server counts none left', async () => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual', maxNumSeqs: 4 });
	const stop = new AbortController();
	const clones = Array.from(
		{ length: 50 },
		async () => await expect(endpoint.chat(question(), patience({ signal: stop.signal }))).rejects.toBe(STOP),
	);
	await double.until(() => double.waiting === 50);
	stop.abort(STOP);
	await Promise.all(clones);
	await double.until(() => double.counters.inFlight === 0);
	expect(double.counters).toMatchObject({ received: 50, abortedByClient: 50, completed: 0 });
});
