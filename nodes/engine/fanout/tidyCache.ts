import type { Deadline } from './deadline';
import type { FanOutContext } from './fanOutContext';
import { tryOptional } from './tryOptional';

const LONGEST_TIDYING_MS = 5_000;
/** A store that is well needs no more, and the deadline may have come. */
const LEAST_TIDYING_MS = 250;

/** Removes old answers behind the run. Optional: what goes wrong is a note, which is handed back. */
export async function tidyCache({ cache, signal }: FanOutContext, deadline: Deadline): Promise<string | undefined> {
	if (cache === undefined || signal.aborted) return undefined;
	const limitMs = Math.min(LONGEST_TIDYING_MS, Math.max(LEAST_TIDYING_MS, deadline.leftMs));
	const trouble = await tryOptional(async (given) => await cache.tidy(given), limitMs, signal);
	return trouble === undefined ? undefined : `Old answers were not removed from the answer cache: ${trouble}`;
}
