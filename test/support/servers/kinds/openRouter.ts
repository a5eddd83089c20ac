import { asCalls, hexId } from '../callShapes.ts';
import { event } from '../errorShapes.ts';
import type { Refusal, ServerKind } from '../serverKind.ts';
import { besideText } from '../thinkingShapes.ts';

const refusal = (code: number, message: string, metadata?: object): Refusal => ({
	status: code,
	body: { error: { message, code, ...(metadata === undefined ? {} : { metadata }) }, user_id: 'user_zoo' },
});

const card = (id: string, output: string) => ({
	id,
	name: id,
	context_length: 4096,
	architecture: { modality: `text->${output}`, input_modalities: ['text'], output_modalities: [output] },
});

/** OpenRouter: comments and blank lines while it waits (typescript-sdk#101), the reset of a limit as an epoch in milliseconds, an error in a stream as a piece that finishes with `error` (its page on errors, OmniRoute#8210). */
export const openRouter: ServerKind = {
	name: 'OpenRouter',
	model: 'qwen/qwen3-8b:free',
	models: { data: [card('black-forest-labs/flux-1', 'image'), card('qwen/qwen3-8b:free', 'text')] },
	contextTokens: 4096,
	base: '/api/v1',
	thinking: besideText('reasoning', (text) => ({ reasoning_details: [{ type: 'reasoning.text', text, format: 'unknown', index: 0 }] })),
	calls: asCalls({ id: () => `call_${hexId(12)}`, content: '' }),
	usage: 'always',
	stream: {
		before: ': OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n',
		first: [{ role: 'assistant', content: '' }],
		everyDelta: { role: 'assistant', content: '' },
	},
	beforeJson: '\n         \n\n         \n',
	dress: (reply) => ({ ...reply, provider: 'Nebius' }),
	errors: {
		wrongKey: refusal(401, 'No auth credentials found'),
		unknownModel: (asked) => refusal(400, `${asked} is not a valid model ID`),
		tooLong: (prompt, context) =>
			refusal(
				400,
				`This endpoint's maximum context length is ${context} tokens. However, you requested about ${prompt} tokens (${prompt} of text input). Please reduce the length of either one, or use the "middle-out" transform to compress your prompt automatically.`,
				{ provider_name: null },
			),
		overloaded: {
			tellsWait: 'milliseconds',
			refusal: (waitMs) => {
				const headers = {
					'X-RateLimit-Limit': '20',
					'X-RateLimit-Remaining': '0',
					'X-RateLimit-Reset': String(Date.now() + waitMs),
				};
				return { ...refusal(429, 'Rate limit exceeded: free-models-per-min. ', { headers, provider_name: null }), headers };
			},
		},
		inStream: event({
			id: 'gen-1',
			object: 'chat.completion.chunk',
			created: 1_760_000_000,
			model: 'qwen/qwen3-8b:free',
			provider: 'Nebius',
			error: { code: 502, message: 'Provider disconnected unexpectedly', metadata: { error_type: 'provider_unavailable' } },
			choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
		}),
		inStreamWords: 'Provider disconnected unexpectedly',
	},
};
