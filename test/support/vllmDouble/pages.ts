import type { Engine } from './engine.ts';
import type { PrefixCache } from './tokens.ts';

/** vLLM's answer to `/v1/models`. */
export function describeModels(models: readonly string[], maxModelLen: number): unknown {
	const created = Math.floor(Date.now() / 1000);
	const data = models.map((id) => ({
		id,
		object: 'model',
		created,
		owned_by: 'vllm',
		root: id,
		parent: null,
		max_model_len: maxModelLen,
		permission: [
			{
				id: `modelperm-${id}`,
				object: 'model_permission',
				created,
				allow_create_engine: false,
				allow_sampling: true,
				allow_logprobs: true,
				allow_search_indices: false,
				allow_view: true,
				allow_fine_tuning: false,
				organization: '*',
				group: null,
				is_blocking: false,
			},
		],
	}));
	return { object: 'list', data };
}

/** Those of vLLM's metrics that a client has use for. */
export function writeMetrics(model: string, engine: Engine, cache: PrefixCache): string {
	const labels = `{engine="0",model_name="${model}"}`;
	const metrics: ReadonlyArray<readonly [string, string, number]> = [
		['gauge', 'vllm:num_requests_running', engine.running.size],
		['gauge', 'vllm:num_requests_waiting', engine.waiting.length],
		['counter', 'vllm:generation_tokens_total', engine.writtenTokens],
		['counter', 'vllm:prefix_cache_queries_total', cache.queriedTokens],
		['counter', 'vllm:prefix_cache_hits_total', cache.hitTokens],
	];
	return metrics
		.map(([type, name, value]) => `# TYPE ${name.replace(/_total$/, '')} ${type}\n${name}${labels} ${value.toFixed(1)}\n`)
		.join('');
}
