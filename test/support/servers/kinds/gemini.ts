import { asCalls } from '../callShapes.ts';
import { event } from '../errorShapes.ts';
import type { Message, Refusal, ServerKind } from '../serverKind.ts';
import { inTags } from '../thinkingShapes.ts';

const error = (code: number, message: string, status: string, details?: readonly object[]) => ({
	error: { code, message, status, ...(details === undefined ? {} : { details }) },
});

/** A list of one. */
const refusal = (...[code, ...rest]: Parameters<typeof error>): Refusal => ({ status: code, body: [error(code, ...rest)] });

/**
 * Gemini's OpenAI address: errors are lists (ChatterUI#227 for `seed`), the time to wait stands in a detail, thoughts stand in the text in tags of
 * their own, all calls have index 0 and a signature that has to come back (obsidian-gemini#228), the list begins with what cannot chat.
 */
export const gemini: ServerKind = {
	name: 'Gemini',
	model: 'models/gemini-3-flash',
	models: {
		object: 'list',
		data: ['models/embedding-gecko-001', 'models/imagen-4.0-generate-001', 'models/gemini-3-flash'].map((id) => ({
			id,
			object: 'model',
			owned_by: 'google',
		})),
	},
	contextTokens: 4096,
	base: '/v1beta/openai',
	thinking: inTags('<thought>', '</thought>'),
	calls: asCalls({
		id: (index) => `function-call-${1_736_283_047_000 + index}`,
		index: 'always 0',
		finishReason: 'stop',
		more: (index) => (index === 0 ? { extra_content: { google: { thought_signature: 'CsoBAdHtim9zaWduYXR1cmU=' } } } : {}),
	}),
	stream: { first: [] },
	refuses: [
		{
			field: 'seed',
			refuses: (body) => {
				const message = 'Invalid JSON payload received. Unknown name "seed": Cannot find field.';
				const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ description: message }] }];
				return body['seed'] === undefined ? undefined : refusal(400, message, 'INVALID_ARGUMENT', details);
			},
		},
	],
	checkHistory,
	errors: {
		wrongKey: refusal(400, 'API key not valid. Please pass a valid API key.', 'INVALID_ARGUMENT', [
			{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' },
		]),
		unknownModel: (asked) =>
			refusal(
				404,
				`models/${asked} is not found for API version v1main, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
				'NOT_FOUND',
			),
		tooLong: (prompt, context) =>
			refusal(400, `The input token count (${prompt}) exceeds the maximum number of tokens allowed (${context}).`, 'INVALID_ARGUMENT'),
		overloaded: {
			tellsWait: 'milliseconds',
			refusal: (waitMs) =>
				refusal(429, `You exceeded your current rate. Please retry in ${waitMs / 1_000}s.`, 'RESOURCE_EXHAUSTED', [
					{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${waitMs / 1_000}s` },
				]),
		},
		inStream: event([error(503, 'The model is overloaded. Please try again later.', 'UNAVAILABLE')]),
		inStreamWords: 'The model is overloaded',
	},
};

function checkHistory(messages: readonly Message[]): Refusal | undefined {
	for (const { tool_calls: calls = [] } of messages) {
		const [first] = calls as ReadonlyArray<{ extra_content?: { google?: { thought_signature?: string } }; function?: { name?: string } }>;
		if (first === undefined || first.extra_content?.google?.thought_signature !== undefined) continue;
		return refusal(
			400,
			`Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${first.function?.name}\` , position 2. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.`,
			'INVALID_ARGUMENT',
		);
	}
	return undefined;
}
