import type { Pace } from '../receipt';
import { keptUnder, type AskOptions, type ChatRequest, type Endpoint } from './endpoint';
import { isEndpointError } from './endpointError';
import { paceOf } from './pace';

/** Enough to tell the time of one token, and still a short call. */
const TOKENS = 32;
const LONGEST_MS = 60_000;

/**
 * Makes one short streamed call and says how fast it went.
 *
 * Undefined where nothing can be said honestly: other calls from this process were under way, the answer was too short,
 * or the server counts no tokens. The call leaves the prompt in the server's prefix cache, as a first clone would.
 *
 * @throws EndpointError as `chat` does.
 */
export async function measurePace(
	endpoint: Endpoint,
	request: ChatRequest,
	signal: AbortSignal,
	onAttempt?: AskOptions['onAttempt'],
): Promise<Pace | undefined> {
	const before = paceOf(keptUnder(endpoint), request.model);
	const { jsonSchema: _, ...plain } = request;
	const asking = endpoint.chat(
		{ ...plain, sampling: { ...request.sampling, maxTokens: Math.min(TOKENS, request.sampling.maxTokens ?? TOKENS) } },
		{
			signal,
			timeoutMs: LONGEST_MS,
			fields: [],
			retries: 0,
			retryBudget: { take: () => false },
			stream: true,
			...(onAttempt === undefined ? {} : { onAttempt }),
		},
	);
	await asking.catch((error: unknown) => {
		// A model that thinks has written nothing by then, and tells its pace all the same.
		if (!isEndpointError(error) || error.kind !== 'emptyAnswer') throw error;
	});
	const after = paceOf(keptUnder(endpoint), request.model);
	return after === before ? undefined : after;
}
