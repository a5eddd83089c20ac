import type { AnswerCache } from '../../nodes/engine/cache/answerCache';
import { createEndpoint } from '../../nodes/engine/endpoint/createEndpoint';
import { keptUnder, type Endpoint } from '../../nodes/engine/endpoint/endpoint';
import { limiterFor } from '../../nodes/engine/endpoint/limiter';
import { paceOf } from '../../nodes/engine/endpoint/pace';
import { createRetryBudget } from '../../nodes/engine/endpoint/retryBudget';
import { measurePace } from '../../nodes/engine/endpoint/measurePace';
import { fanOut, type FanOutResult } from '../../nodes/engine/fanout/fanOut';
import type { FanOutContext } from '../../nodes/engine/fanout/fanOutContext';
import type { FanOutRequest } from '../../nodes/engine/fanout/fanOutRequest';
import type { Tool } from '../../nodes/engine/tool';
import type { VllmDouble } from './vllmDouble/index.ts';

/** Quick retries, so that tests need no patience; everything else is as in the node. */
const backoff = { firstMs: 1, longestMs: 5 };

/** Runs one fan-out on a double or another server, with the request of a user who set nothing but what the test is about. */
export async function fanOutOn(
	double: Pick<VllmDouble, 'baseUrl' | 'model'> & {
		readonly apiKey?: string;
		readonly endpoint?: (server: { readonly baseUrl: string; readonly model: string; readonly apiKey?: string }) => Endpoint;
	},
	changes: Partial<FanOutRequest> = {},
	signal: AbortSignal = new AbortController().signal,
	cache?: AnswerCache,
	tools: readonly Tool[] = [],
	more: Partial<FanOutContext> = {},
): Promise<FanOutResult> {
	const request: FanOutRequest = {
		task: 'Say something.',
		clones: 5,
		model: double.model,
		difference: { by: 'sampling', spread: 0.3 },
		answerFormat: { kind: 'text' },
		stopWhen: { kind: 'all' },
		sampling: { temperature: 0.7, seed: 1, maxTokens: 16 },
		cloneTimeoutMs: 20_000,
		retries: 2,
		minimumAnswers: 1,
		keepCutAnswers: false,
		includeRaw: false,
		measurePace: false,
		toolLimits: { mostSteps: 8, timeoutMs: 10_000, mostCharacters: 8000 },
		sharing: { rounds: 1, digestTokens: 2000 },
		...changes,
	};
	const { baseUrl, apiKey = '' } = double;
	const endpoint = double.endpoint?.({ baseUrl, model: double.model, apiKey }) ?? createEndpoint({ baseUrl, apiKey, backoff });
	// Without a number, unless the test gave that address one.
	const limiter = limiterFor(baseUrl);
	try {
		return await fanOut(request, {
			endpoint,
			retryBudget: createRetryBudget(request.clones),
			paceOf: (model) => paceOf(keptUnder(endpoint), model),
			measurePace: async (plan, paceSignal, watch) => await measurePace(endpoint, plan.request, paceSignal, watch),
			signal,
			createRunId: () => 'run-1',
			drawSeed: () => 100,
			drawMarker: () => 'marker00',
			tools,
			limiter,
			...(cache === undefined ? {} : { cache }),
			...more,
		});
	} finally {
		limiter.release();
		await endpoint.close();
	}
}
