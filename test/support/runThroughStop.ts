import { expect } from 'vitest';
import type { Endpoint } from '../../nodes/engine/endpoint';
import { fanOutOn } from './fanOutOn';
import type { VllmDouble } from './vllmDouble/index.ts';

/**
 * Runs clones on two doubles whose clock stands still, stops the run once each has half of them, and waits until both have seen all their requests end.
 *
 * That no double has more or fewer than half is waited for, too.
 */
export async function runThroughStop(
	baseUrl: string,
	endpoint: () => Endpoint,
	doubles: readonly VllmDouble[],
	clones: number,
): Promise<void> {
	const stop = new AbortController();
	const { model } = doubles[0] as VllmDouble;
	const running = fanOutOn({ baseUrl, model, endpoint }, { clones, retries: 0 }, stop.signal, undefined, [], {
		retryBudget: { take: () => false },
	});
	const stopped = expect(running).rejects.toThrow('Enough');
	for (const double of doubles) await double.until(() => double.counters.inFlight === clones / 2);
	stop.abort(new Error('Enough'));
	await stopped;
	for (const double of doubles) {
		await double.until(() => double.counters.inFlight === 0);
		expect(double.counters.abortedByClient).toBe(clones / 2);
	}
}
