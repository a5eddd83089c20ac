import type { Explanation } from './endpointError';
import { explainFailure, type AskedWhat } from './explainFailure';
import type { Failure } from './failedAttempt';
import { readSaid } from './readSaid';
import { shorten } from './shorten';

export type PoolingTask = 'vectors' | 'ranks';

const words: Record<PoolingTask, { readonly what: string; readonly advice: string }> = {
	vectors: {
		what: 'no vectors of texts',
		advice:
			'Name a model in Embedding Model that is made for it, on a server that serves it (vLLM: vllm serve BAAI/bge-m3; Ollama: ollama pull nomic-embed-text).',
	},
	ranks: {
		what: 'no ranking of texts',
		advice: 'Name a model in Reranking Model that is made for it, on a server that serves it (vLLM: vllm serve BAAI/bge-reranker-v2-m3).',
	},
};

/** Puts what went wrong with a request for vectors or ranks into a sentence; a server that chats most often knows neither. */
export function explainPooling(failure: Failure, task: PoolingTask, asked: AskedWhat): Explanation {
	const { what, advice } = words[task];
	if (failure.kind === 'nonsense')
		return { kind: 'nonsense', message: `${asked.baseUrl} gave ${what} that can be used: ${shorten(failure.body)}`, advice };
	if (failure.kind === 'refused' && isUnknownTask(failure.status, failure.body)) {
		return {
			kind: 'notSupported',
			message: `${asked.baseUrl} gives ${what} with the model "${asked.model}"${readSaid(failure.body).quoted}.`,
			advice,
			httpStatus: failure.status,
		};
	}
	return explainFailure(failure, asked);
}

/** vLLM has no such path where its model only writes; others refuse by words. */
function isUnknownTask(status: number, body: string): boolean {
	if (status === 501) return true;
	const isAboutModel = /model.{0,80}(does not exist|not found)|(does not exist|not found).{0,80}model/i.test(body);
	if (status === 404 || status === 405) return !isAboutModel;
	return status === 400 && /embed|score|rerank|pooling|does not support/i.test(body);
}
