import type { PoolingTask } from './facts';

/** What a server gives that ranks or embeds texts, and what to do where it does not. */
export const poolingWords: Readonly<Record<PoolingTask, { readonly what: string; readonly advice: string }>> = {
	vectors: {
		what: 'no vectors of texts',
		advice:
			'Name a model that is made for it, on a server that serves it (vLLM: vllm serve BAAI/bge-m3; Ollama: ollama pull nomic-embed-text).',
	},
	ranks: {
		what: 'no ranking of texts',
		advice: 'Name a model that is made for it, on a server that serves it (vLLM: vllm serve BAAI/bge-reranker-v2-m3).',
	},
};
