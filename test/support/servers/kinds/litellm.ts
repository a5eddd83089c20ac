import { asCalls, hexId } from '../callShapes.ts';
import { DONE, event, listOf, openAiError, whenSent } from '../errorShapes.ts';
import type { ServerKind } from '../serverKind.ts';
import { besideText } from '../thinkingShapes.ts';

const refusal = (status: number, message: string, type = 'None') =>
	openAiError(status, message, { type, param: 'None', code: String(status) });

/** LiteLLM's proxy 1.108 before a model on Bedrock (words seen on a real one, and litellm#5177, #20867). How long to wait stands in the sentence alone. */
export const litellm: ServerKind = {
	name: 'LiteLLM',
	model: 'claude-thinking',
	models: listOf(['claude-thinking'], { owned_by: 'openai', max_input_tokens: 4096, max_output_tokens: 4096 }),
	contextTokens: 4096,
	thinking: besideText('reasoning_content', (reasoning) => ({ provider_specific_fields: { reasoning } })),
	calls: asCalls({ id: () => `call_${hexId(32)}`, inPieces: true }),
	stream: { first: [{ role: 'assistant', content: '' }] },
	refuses: [
		{
			field: 'seed',
			refuses: whenSent('seed', () =>
				refusal(
					400,
					"litellm.UnsupportedParamsError: bedrock does not support parameters: ['seed'], for model=anthropic.claude-sonnet-4. To drop these, set `litellm.drop_params=True` or for proxy:\n\n`litellm_settings:\n drop_params: true`\n. Received Model Group=claude-thinking\nAvailable Model Group Fallbacks=None",
				),
			),
		},
	],
	errors: {
		// Without a database it knows its master key alone, and looks for every other one there.
		wrongKey: openAiError(400, 'No connected db.', { type: 'no_db_connection', code: '400' }),
		unknownModel: (asked) =>
			openAiError(
				400,
				`/chat/completions: Invalid model name passed in model=${asked}. Call \`/v1/models\` to view available models for your key.`,
				{ code: '400' },
			),
		tooLong: (prompt, context) =>
			refusal(
				400,
				`litellm.ContextWindowExceededError: litellm.BadRequestError: ContextWindowExceededError: OpenAIException - This model's maximum context length is ${context} tokens. However, your messages resulted in ${prompt} tokens. Please reduce the length of the messages.\nmodel=claude-thinking. context_window_fallbacks=None. fallbacks=None.\n\nSet 'context_window_fallback' - https://docs.litellm.ai/docs/routing#fallbacks\n\nLiteLLM: model group 'claude-thinking' failed with the error above. No fallback was attempted.`,
			),
		overloaded: {
			tellsWait: 'seconds',
			refusal: (waitMs) =>
				refusal(
					429,
					`No deployments available for selected model, Try again in ${Math.ceil(waitMs / 1_000)} seconds. Passed model=claude-thinking. pre-call-checks=False, cooldown_list=[]`,
				),
		},
		inStream: `${event({ error: { message: 'litellm.APIError: APIError: OpenAIException - upstream went away', type: 'None', param: 'None', code: '500' } })}${DONE}`,
		inStreamWords: 'upstream went away',
	},
};
