import { askWithRoom } from '../engine/endpoint/askWithRoom';
import type { Endpoint } from '../engine/endpoint/endpoint';
import { createRetryBudget } from '../engine/endpoint/retryBudget';
import type { ScorerTools } from '../engine/evaluate/scorers';
import { createSandbox, extractCode } from '../engine/sandbox';
import { withPatience } from '../shared/withPatience';

const TIMEOUT_MS = 300_000;
/** Vectors come in well under a second from a server that is well, and words do without. */
const EMBEDDING_TIMEOUT_MS = 10_000;
const RETRIES = 20;

/** What consensus, vote and judge may ask of the model server; where no model is named, the one that answers is asked. */
export function pickingTools(endpoint: Endpoint, model: string): ScorerTools {
	const retryBudget = createRetryBudget(RETRIES);
	return {
		openSandbox: createSandbox,
		extractCode,
		ask: async ({ model: named, messages, maxTokens, jsonSchema }, signal) => {
			const request = { model: named === '' ? model : named, messages, sampling: { temperature: 0, maxTokens } };
			const options = { signal, timeoutMs: TIMEOUT_MS, retries: 2, retryBudget, stream: false };
			return await askWithRoom(endpoint, { ...request, ...(jsonSchema && { jsonSchema }) }, options);
		},
		embed: async (named, texts, signal) =>
			await withPatience(signal, EMBEDDING_TIMEOUT_MS, async (patient) => {
				const found = named === '' ? (await endpoint.listModels(patient)).find(({ otherUse }) => otherUse === 'embedding')?.id : named;
				return found === undefined ? undefined : await endpoint.embed(found, texts, patient);
			}),
	};
}
