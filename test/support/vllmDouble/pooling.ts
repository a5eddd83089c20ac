import { randomUUID } from 'node:crypto';
import type { VllmDoubleSettings } from './settings.ts';

interface PoolingBody {
	readonly input?: unknown;
	readonly query?: string;
	readonly documents?: readonly string[];
	readonly text_1?: string;
	readonly text_2?: unknown;
}

const now = () => Math.floor(Date.now() / 1000);
const id = (kind: string) => `${kind}-${randomUUID().replaceAll('-', '')}`;
const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);
const usage = (texts: readonly string[]) => {
	const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
	return { prompt_tokens: tokens, total_tokens: tokens, completion_tokens: 0, prompt_tokens_details: null };
};

/** What vLLM 0.32 answers on a path of a pooling model; undefined where it has no such path, as its model only writes. */
export function answerPooling(path: string, body: PoolingBody, model: string, { embed, rank }: VllmDoubleSettings): object | undefined {
	if (path === '/v1/embeddings' && embed !== undefined) {
		const texts = listOf(body.input);
		const data = texts.map((text, index) => ({ index, object: 'embedding', embedding: embed(text) }));
		return { id: id('embd'), object: 'list', created: now(), model, data, usage: usage(texts) };
	}
	if (rank === undefined) return undefined;
	if (path === '/v1/rerank' && rank.path === 'rerank') {
		const results = (body.documents ?? []).map((text, index) => ({
			index,
			document: { text, multi_modal: null },
			relevance_score: rank.score(body.query ?? '', text),
		}));
		return {
			id: id('rerank'),
			model,
			usage: { prompt_tokens: 1, total_tokens: 1 },
			results: results.sort((left, right) => right.relevance_score - left.relevance_score),
		};
	}
	if (path === '/v1/score' && rank.path === 'score') {
		const data = listOf(body.text_2).map((text, index) => ({ index, object: 'score', score: rank.score(body.text_1 ?? '', text) }));
		return { id: id('score'), object: 'list', created: now(), model, data, usage: usage([]) };
	}
	return undefined;
}
