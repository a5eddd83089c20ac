import type * as Scorers from '../../../nodes/engine/evaluate/scorers/index.ts';
import type { ModelServer } from '../openModelServer.mts';
import { toCandidates, type LiftEngine } from './engine.mts';
import type { KeptAnswer } from './resultsFile.mts';

const signal = new AbortController().signal;
const timeoutMs = 3 * 3_600_000;
const mostCalls = 60;

/** The answer that the model itself finds best, each pair shown in both orders; counted from 0, and -1 where it finds none. */
export async function judgeTexts(engine: LiftEngine, server: ModelServer, task: string, answers: readonly KeptAnswer[]): Promise<number> {
	const { createEndpoint, createRetryBudget } = engine.endpoints;
	const endpoint = createEndpoint({ baseUrl: server.baseUrl, ...(server.apiKey === '' ? {} : { apiKey: server.apiKey }) });
	const tools: Scorers.ScorerTools = {
		openSandbox: async () => await Promise.reject(new Error('A judge runs no code.')),
		extractCode: () => undefined,
		ask: async ({ messages, jsonSchema, maxTokens }, stopped) =>
			await endpoint.chat(
				{ model: server.model, messages, sampling: { temperature: 0, maxTokens }, ...(jsonSchema && { jsonSchema }) },
				{ signal: stopped, timeoutMs, retries: 2, retryBudget: createRetryBudget(2), stream: false },
			),
	};
	try {
		const judge = engine.scorers.createScorer('judge', { rubric: '', mostCalls, models: [server.model], probe: [] }, tools);
		const { opinions } = await judge.assess(toCandidates(task, answers), signal);
		return opinions.findIndex(({ accepted }) => accepted);
	} finally {
		await endpoint.close();
	}
}
