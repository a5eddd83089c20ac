import { asCalls } from '../callShapes.ts';
import { formatOf } from '../errorShapes.ts';
import type { Refusal, ServerKind } from '../serverKind.ts';
import { untilTag } from '../thinkingShapes.ts';

const refusal = (status: number, error: string, type: string, more: object = {}): Refusal => ({
	status,
	body: { error, error_type: type, ...more },
});

/**
 * Text Generation Inference 3 (`router/src/server.rs` there): no reasoning parser, and a template that opens the tag by itself; arguments of calls are objects (TGI#2136); what its JSON reader refuses is plain text (TGI#2899);
 * the words of a model that is loading are those of the Inference API before it. Any name is answered.
 */
export const tgi: ServerKind = {
	name: 'TGI',
	model: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B',
	models: {
		object: 'list',
		data: [
			{ id: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B', object: 'model', created: 0, owned_by: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B' },
		],
	},
	contextTokens: 4096,
	thinking: untilTag('</think>'),
	calls: asCalls({ id: (index) => String(index), argumentsAs: 'object' }),
	stream: { prefix: 'data:' },
	refuses: [
		{
			field: 'response_format',
			refuses: (body) =>
				formatOf(body) === undefined
					? undefined
					: {
							status: 422,
							body: 'Failed to deserialize the JSON body into the target type: response_format: missing field `value` at line 1 column 168',
						},
		},
	],
	errors: {
		tooLong: (prompt, context) =>
			refusal(
				422,
				`Input validation error: \`inputs\` tokens + \`max_new_tokens\` must be <= ${context}. Given: ${prompt} \`inputs\` tokens and 100 \`max_new_tokens\``,
				'validation',
			),
		overloaded: { tellsWait: false, refusal: () => refusal(429, 'Model is overloaded', 'overloaded') },
		loading: (waitMs) => ({
			status: 503,
			body: { error: 'Model deepseek-ai/DeepSeek-R1-Distill-Qwen-7B is currently loading', estimated_time: waitMs / 1_000 },
		}),
		inStream: `data:${JSON.stringify({ error: 'Request failed during generation: Server error: CUDA out of memory', error_type: 'generation' })}\n\n`,
		inStreamWords: 'CUDA out of memory',
	},
};
