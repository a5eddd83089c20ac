import { createEndpoint } from '../../nodes/engine/endpoint';
import type { FanOutResult } from '../../nodes/engine/fanout/fanOut';
import { fanOutOn } from './fanOutOn';
import type { VllmDouble } from './vllmDouble/index.ts';

/**
 * Runs clones through a balancer before two doubles whose clock stands still, closes the first in the middle, and lets the second one answer.
 *
 * The run shares no retries, so that whoever comes through moved at nobody's cost.
 */
export async function runThroughKill(baseUrl: string, doubles: readonly VllmDouble[], clones: number): Promise<FanOutResult> {
	const [first, second] = doubles as [VllmDouble, VllmDouble];
	const endpoint = () => createEndpoint({ baseUrl, backoff: { firstMs: 50, longestMs: 50 } });
	const running = fanOutOn({ baseUrl, model: first.model, endpoint }, { clones, retries: 2 }, undefined, undefined, [], {
		retryBudget: { take: () => false },
	});
	await first.until(() => first.counters.inFlight === clones / 2);
	await second.until(() => second.counters.inFlight === clones / 2);
	await first.close();
	await second.until(() => second.counters.inFlight === clones);
	const ticking = setInterval(() => second.step(50), 1);
	return await running.finally(() => clearInterval(ticking));
}
