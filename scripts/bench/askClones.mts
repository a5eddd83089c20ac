import type * as Endpoints from '../../nodes/engine/endpoint/index.ts';
import type * as FanningOut from '../../nodes/engine/fanout/fanOut.ts';
import type { FanOutRequest } from '../../nodes/engine/fanout/fanOutRequest.ts';
import type { Tool } from '../../nodes/engine/tool.ts';
import type { ModelServer } from './openModelServer.mts';

export interface AskingEngine {
	readonly endpoints: typeof Endpoints;
	readonly fanningOut: typeof FanningOut;
}

/** Runs one fan-out of the built engine on a model server, with `changes` to a request that asks five clones for text. */
export async function askClones(
	{ endpoints, fanningOut }: AskingEngine,
	server: ModelServer,
	changes: Partial<FanOutRequest> & Pick<FanOutRequest, 'task'>,
	tools: readonly Tool[] = [],
): Promise<FanningOut.FanOutResult> {
	const request: FanOutRequest = {
		clones: 5,
		model: server.model,
		difference: { by: 'sampling', spread: 0.2 },
		answerFormat: { kind: 'text' },
		stopWhen: { kind: 'all' },
		sampling: { temperature: 0.5, maxTokens: 200, seed: 1 },
		cloneTimeoutMs: 600_000,
		retries: 2,
		minimumAnswers: 1,
		keepCutAnswers: false,
		includeRaw: false,
		measurePace: false,
		toolLimits: { mostSteps: 4, timeoutMs: 30_000, mostCharacters: 3000 },
		sharing: { rounds: 1, digestTokens: 800 },
		...changes,
	};
	const endpoint = endpoints.createEndpoint({ baseUrl: server.baseUrl, ...(server.apiKey === '' ? {} : { apiKey: server.apiKey }) });
	try {
		return await fanningOut.fanOut(request, {
			endpoint,
			tools,
			signal: new AbortController().signal,
			retryBudget: endpoints.createRetryBudget(request.clones),
			paceOf: () => undefined,
			measurePace: async () => undefined,
			createRunId: () => crypto.randomUUID(),
			drawSeed: () => 1,
			drawMarker: () => crypto.randomUUID().replaceAll('-', '').slice(0, 12),
		});
	} finally {
		await endpoint.close();
	}
}
