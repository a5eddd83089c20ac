import { asCalls, randomId } from '../callShapes.ts';
import { event, formatOf, listOf, openAiError } from '../errorShapes.ts';
import type { ServerKind } from '../serverKind.ts';
import { besideText } from '../thinkingShapes.ts';

/** Groq: one list for speech and chat models, limits reset in a time of minutes and seconds, no log-probabilities (its page on OpenAI compatibility), a context that is named by its code alone. */
export const groq: ServerKind = {
	name: 'Groq',
	model: 'qwen/qwen3-32b',
	models: listOf(['whisper-large-v3', 'playai-tts', 'qwen/qwen3-32b'], { context_window: 4096, active: true }),
	contextTokens: 4096,
	base: '/openai/v1',
	thinking: besideText('reasoning'),
	calls: asCalls({ id: () => randomId(9, 'abcdefghijklmnopqrstuvwxyz0123456789') }),
	usage: 'always',
	refuses: [
		{
			field: 'logprobs',
			refuses: (body) => (body['logprobs'] === undefined ? undefined : openAiError(400, '`logprobs` is not supported with this model')),
		},
		{
			field: 'response_format',
			refuses: (body) =>
				formatOf(body) === 'json_schema'
					? openAiError(
							400,
							'This model does not support response format `json_schema`. See supported models at https://console.groq.com/docs/structured-outputs#supported-models',
							{ param: 'response_format' },
						)
					: undefined,
		},
	],
	errors: {
		wrongKey: openAiError(401, 'Invalid API Key', { code: 'invalid_api_key' }),
		unknownModel: (asked) =>
			openAiError(404, `The model \`${asked}\` does not exist or you do not have access to it.`, { code: 'model_not_found' }),
		tooLong: () =>
			openAiError(400, 'Please reduce the length of the messages or completion.', {
				param: 'messages',
				code: 'context_length_exceeded',
			}),
		overloaded: {
			tellsWait: 'milliseconds',
			refusal: (waitMs) =>
				openAiError(
					429,
					`Rate limit reached for model \`qwen/qwen3-32b\` in organization \`org_zoo\` service tier \`on_demand\` on tokens per minute (TPM): Limit 6000, Used 5900, Requested 900. Please try again in ${waitMs}ms. Need more tokens? Upgrade to Dev Tier today.`,
					{ type: 'tokens', code: 'rate_limit_exceeded' },
					{ 'retry-after': String(Math.ceil(waitMs / 1_000)), 'x-ratelimit-reset-tokens': `${waitMs}ms` },
				),
		},
		inStream: `event: error\n${event({ error: { message: 'Failed to generate the answer, over capacity', type: 'server_error' } })}`,
		inStreamWords: 'over capacity',
	},
};
