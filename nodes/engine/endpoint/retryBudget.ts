import type { RetryBudget } from './endpoint';
import { ServerSigns } from './serverSigns';

/** Retries that even the smallest run may spend (after Envoy's minimum retry concurrency). */
const LEAST_RETRIES = 3;
const RETRIES_PER_CLONE = 0.25;

/**
 * The retries that a run of so many clones shares: three, and one more for every four clones.
 *
 * Without it five clones with three retries each would send a server that is down on its knees twenty requests.
 */
export function createRetryBudget(clones: number): RetryBudget {
	let left = LEAST_RETRIES + Math.ceil(clones * RETRIES_PER_CLONE);
	return {
		signs: new ServerSigns(),
		take: () => {
			if (left === 0) return false;
			left--;
			return true;
		},
	};
}
