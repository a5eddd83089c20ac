import { expect, it } from 'vitest';
import { createEndpoint, limiterFor } from '../../../nodes/engine/endpoint';
import { errorOf, openDouble, patience, question } from './openDouble';

const STOP = new Error('Enough answered');

it('never has more clones with one server than Clones At Once, whichever endpoint object they use', async () => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual' }, { clonesAtOnce: 3 });
	const other = createEndpoint({ baseUrl: double.baseUrl.replace('/v1', '/v1/chat/completions') });
	const clones = Array.from({ length: 10 }, async (_, index) => await (index % 2 === 0 ? endpoint : other).chat(question(), patience()));
	while (double.counters.completed < 10) {
		await double.until(() => double.waiting === Math.min(3, 10 - double.counters.completed));
		double.step(60);
		const { completed } = double.counters;
		await double.until(() => double.counters.completed === Math.min(completed + 3, 10));
	}
	await Promise.all(clones);
	expect(double.counters).toMatchObject({ peakInFlight: 3, completed: 10 });
	await other.close();
});

it('lets more in at once when the number is raised', async () => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual' }, { clonesAtOnce: 1 });
	const clones = Array.from({ length: 4 }, async () => await endpoint.chat(question(), patience()));
	await double.until(() => double.counters.inFlight === 1);
	limiterFor(endpoint.baseUrl, 4);
	await double.until(() => double.counters.inFlight === 4);
	double.step(60);
	await Promise.all(clones);
});

it('lets a waiting clone leave without a request when it is aborted', async () => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual' }, { clonesAtOnce: 1 });
	const stop = new AbortController();
	const first = endpoint.chat(question(), patience());
	const second = expect(endpoint.chat(question(), patience({ signal: stop.signal }))).rejects.toBe(STOP);
	const third = endpoint.chat(question(), patience());
	await double.until(() => double.waiting === 1);
	stop.abort(STOP);
	await second;
	double.step(60);
	await first;
	await double.until(() => double.waiting === 1);
	double.step(60);
	await third;
	expect(double.counters.received).toBe(2);
});

it('starts a clone’s own time only when it leaves the queue, but never passes the run’s deadline', async () => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual' }, { clonesAtOnce: 1 });
	const first = endpoint.chat(question(), patience());
	await double.until(() => double.waiting === 1);
	const error = await errorOf(endpoint.chat(question(), patience({ deadlineAt: Date.now() + 30 })));
	expect(error).toMatchObject({ kind: 'runDeadline', attempts: 0, message: expect.stringContaining('waiting for its turn') });
	const patient = endpoint.chat(question(), patience({ timeoutMs: 5_000 }));
	double.step(60);
	await first;
	await double.until(() => double.waiting === 1);
	double.step(60);
	expect(await patient).toMatchObject({ attempts: 1 });
	expect(double.counters.received).toBe(2);
});
