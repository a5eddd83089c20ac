import type { Pace } from '../receipt';
import { keptUnder, type AskOptions, type ChatAnswer, type ChatRequest, type Endpoint } from './endpoint';
import { isEndpointError } from './endpointError';
import { LEAST_TOKENS, noPaceOf, paceOf, rememberNoPace, type NoPace } from './pace';

/** Enough to tell the time of one token, and still a short call. */
const TOKENS = 32;
const LONGEST_MS = 60_000;

/**
 * Makes one short streamed call and says how fast it went.
 *
 * Where nothing can be said honestly, it says why: other calls from this process were under way, the answer was too short,
 * or the server counts no tokens. What the last two come to is kept for an hour, in which no such call is made again. The call leaves the prompt in the server's prefix cache, as a first clone would.
 *
 * @throws EndpointError as `chat` does.
 */
export async function measurePace(
	endpoint: Endpoint,
	request: ChatRequest,
	signal: AbortSignal,
	watch: Pick<AskOptions, 'onAttempt' | 'onCost'> = {},
): Promise<Pace | NoPace> {
	const server = keptUnder(endpoint);
	const known = noPaceOf(server, request.model);
	if (known !== undefined) return known;
	const before = paceOf(server, request.model);
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
			...watch,
		},
	);
	const answer = await asking.catch((error: unknown) => {
		// A model that thinks has written nothing by then, and tells its pace all the same.
		if (!isEndpointError(error) || error.kind !== 'emptyAnswer') throw error;
		return undefined;
	});
	const after = paceOf(server, request.model);
	if (after !== undefined && after !== before) return after;
	const because = whyNone(answer);
	rememberNoPace(server, request.model, because);
	return because;
}

function whyNone(answer: ChatAnswer | undefined): NoPace {
	if (answer === undefined) return 'tooShort';
	if (answer.finishReason === 'cut') return 'brokeOff';
	const { completionTokens } = answer.usage;
	if (completionTokens === undefined) return 'notCounted';
	return completionTokens < LEAST_TOKENS ? 'tooShort' : 'notAlone';
}
