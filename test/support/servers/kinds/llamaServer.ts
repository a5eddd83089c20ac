import { asCalls, randomId } from '../callShapes.ts';
import { event } from '../errorShapes.ts';
import type { Refusal, ServerKind } from '../serverKind.ts';
import { besideText } from '../thinkingShapes.ts';

const refusal = (code: number, type: string, message: string, more: object = {}): Refusal => ({
	status: code,
	body: { error: { code, message, type, ...more } },
});

/** llama.cpp's server of late 2025 with `--jinja` (`tools/server/server.cpp`, `format_error_response` and `oaicompat_*` there). It answers under any name and queues without end. */
export const llamaServer: ServerKind = {
	name: 'llama-server',
	model: 'qwen3-8b-q4_k_m.gguf',
	models: {
		models: [{ name: 'qwen3-8b-q4_k_m.gguf', model: 'qwen3-8b-q4_k_m.gguf', type: 'model' }],
		object: 'list',
		data: [
			{
				id: 'qwen3-8b-q4_k_m.gguf',
				object: 'model',
				created: 1_760_000_000,
				owned_by: 'llamacpp',
				meta: { n_ctx_train: 40_960, n_ctx: 4096 },
			},
		],
	},
	contextTokens: 4096,
	thinking: besideText('reasoning_content'),
	calls: asCalls({ id: () => randomId(32), inPieces: true }),
	stream: { first: [{ role: 'assistant', content: null }] },
	dress: (reply) => ({ ...reply, timings: { prompt_n: 12, predicted_n: 8, predicted_per_second: 41.5 } }),
	errors: {
		wrongKey: refusal(401, 'authentication_error', 'Invalid API Key'),
		tooLong: (prompt, context) =>
			refusal(
				400,
				'exceed_context_size_error',
				`request (${prompt} tokens) exceeds the available context size (${context} tokens), try increasing it`,
				{ n_prompt_tokens: prompt, n_ctx: context },
			),
		loading: () => refusal(503, 'unavailable_error', 'Loading model'),
		inStream: event({ error: { code: 500, message: 'Compute error.', type: 'server_error' } }),
		inStreamWords: 'Compute error',
	},
};
