import { askWithRoom } from '../engine/endpoint/askWithRoom';
import type { Endpoint } from '../engine/endpoint/endpoint';
import { createRetryBudget } from '../engine/endpoint/retryBudget';
import type { ScorerTools } from '../engine/evaluate/scorers';
import { withPatience } from './withPatience';

type Ask = NonNullable<ScorerTools['ask']>;
type Embed = NonNullable<ScorerTools['embed']>;
type ChooseModel = (question: Parameters<Ask>[0], endpoint: Endpoint, signal: AbortSignal) => Promise<string>;

/** For one question, and for what must be known before it can be asked. */
export const QUESTION_TIMEOUT_MS = 300_000;
/** Vectors come in well under a second from a server that is well, and words do without. */
const EMBEDDING_TIMEOUT_MS = 10_000;
/** Of all questions together. */
const RETRIES = 20;

/** Asks what scorers want to know, at temperature 0. The endpoint is opened with the first question. */
export function createAsk(open: () => Promise<Endpoint>, chooseModel: ChooseModel): Ask {
	const retryBudget = createRetryBudget(RETRIES);
	let opened: Promise<Endpoint> | undefined;
	return async (question, signal) => {
		const endpoint = await (opened ??= open());
		const { messages, maxTokens, jsonSchema, watch } = question;
		const model = await chooseModel(question, endpoint, signal);
		const request = { model, messages, sampling: { temperature: 0, maxTokens }, ...(jsonSchema && { jsonSchema }) };
		return await askWithRoom(endpoint, request, {
			...{ signal, timeoutMs: QUESTION_TIMEOUT_MS, fields: [] },
			...{ retries: 2, retryBudget, stream: false, ...watch },
		});
	};
}

/** Makes vectors by the named model, or by the first embedding model that the server lists; undefined where it lists none. */
export function createEmbedding(open: () => Promise<Endpoint>): Embed {
	return async (named, texts, signal) => {
		const endpoint = await open();
		return await withPatience(signal, EMBEDDING_TIMEOUT_MS, async (patient) => {
			const model = named === '' ? (await endpoint.listModels(patient)).find(({ otherUse }) => otherUse === 'embedding')?.id : named;
			return model === undefined ? undefined : await endpoint.embed(model, texts, patient);
		});
	};
}
