import { asCalls } from '../callShapes.ts';
import { event, formatOf, listOf, openAiError } from '../errorShapes.ts';
import type { ServerKind } from '../serverKind.ts';
import { besideText } from '../thinkingShapes.ts';

/**
 * LM Studio 0.4: embedding models stand in its list, some errors are a text (lmstudio-bug-tracker#169, #307), others OpenAI's object
 * (gpt-researcher#1556); an error in a stream is an event of that name. It loads a model while the caller waits.
 */
export const lmStudio: ServerKind = {
	name: 'LM Studio',
	model: 'qwen/qwen3-4b-thinking-2507',
	models: listOf(['text-embedding-nomic-embed-text-v1.5', 'qwen/qwen3-4b-thinking-2507'], { owned_by: 'organization_owner' }),
	contextTokens: 4096,
	thinking: besideText('reasoning_content'),
	calls: asCalls({ id: (index) => String(376_283_604 + index), inPieces: true, content: '' }),
	refuses: [
		{
			field: 'response_format',
			refuses: (body) =>
				formatOf(body) === 'json_object'
					? { status: 400, body: { error: "'response_format.type' must be 'json_schema' or 'text'" } }
					: undefined,
		},
	],
	errors: {
		unknownModel: (asked) =>
			openAiError(
				400,
				`Invalid model identifier "${asked}". Please specify a valid downloaded model (e.g., qwen/qwen3-4b-thinking-2507, text-embedding-nomic-embed-text-v1.5).`,
				{ param: 'model', code: 'model_not_found' },
			),
		tooLong: (prompt, context) => ({
			status: 400,
			body: {
				error: `The number of tokens to keep from the initial prompt is greater than the context length (n_keep: ${prompt}>= n_ctx: ${context}). Try to load the model with a larger context length, or provide a shorter input.`,
			},
		}),
		inStream: `event: error\n${event({ error: { message: 'The model has crashed without additional information. (Exit code: null)' } })}`,
		inStreamWords: 'The model has crashed without additional information',
	},
};
