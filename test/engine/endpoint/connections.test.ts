import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openDouble, patience, question } from './openDouble';

it('keeps a connection for the next request', async () => {
	const { double, endpoint } = await openDouble();
	for (let call = 0; call < 5; call++) {
		await endpoint.chat(question(), patience({ stream: call % 2 === 1 }));
		await setImmediate();
	}
	expect(double.counters).toMatchObject({ received: 5, connectionsOpened: 1 });
});

it('opens as many connections as clones ask at once, and no more', async () => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual' });
	const clones = Array.from({ length: 64 }, async () => await endpoint.chat(question(), patience()));
	await double.until(() => double.waiting === 64);
	expect(double.counters).toMatchObject({ inFlight: 64, connectionsOpened: 64 });
	double.step(60);
	await Promise.all(clones);
});

it('asks on a new connection after the server closed the idle one', async () => {
	const { double, endpoint } = await openDouble({ keepAliveMs: 50 });
	await endpoint.chat(question(), patience());
	await double.until(() => double.counters.connectionsOpen === 0);
	expect(await endpoint.chat(question(), patience())).toMatchObject({ attempts: 1 });
	expect(double.counters.connectionsOpened).toBe(2);
});

it('closes its connections when it is closed', async () => {
	const { double, endpoint } = await openDouble({ keepAliveMs: 60_000 });
	await endpoint.chat(question(), patience());
	await endpoint.close();
	await double.until(() => double.counters.connectionsOpen === 0);
	expect(double.counters.completed).toBe(1);
});

it('asks a server that closes every idle connection many times without a charged retry', async () => {
	const faults = ({ servedBefore }: { servedBefore: number }) => (servedBefore > 0 ? ({ kind: 'resetBeforeBytes' } as const) : undefined);
	const { double, endpoint } = await openDouble({ faults });
	for (let round = 0; round < 5; round++) {
		const answers = await Promise.all(
			Array.from({ length: 8 }, async () => await endpoint.chat(question(), patience({ retryBudget: { take: () => false } }))),
		);
		expect(answers.every(({ text }) => text !== '')).toBe(true);
		await setImmediate();
	}
	expect(double.counters.broken).toBeGreaterThan(0);
});
