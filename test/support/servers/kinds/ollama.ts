import { asCalls, randomId } from '../callShapes.ts';
import { DONE, event, listOf, openAiError } from '../errorShapes.ts';
import type { ServerKind } from '../serverKind.ts';
import { besideText } from '../thinkingShapes.ts';

const apiError = (status: number, message: string, type: string) => openAiError(status, message, { type });

/**
 * Ollama 0.12's OpenAI address (`openai/openai.go`, `llm/server.go` there): every delta has the role and a content, all calls have index 0
 * (ollama#7881), a prompt longer than `num_ctx` is cut without a word.
 */
export const ollama: ServerKind = {
	name: 'Ollama',
	model: 'qwen3:8b',
	models: listOf(['nomic-embed-text:latest', 'qwen3:8b'], { owned_by: 'library' }),
	contextTokens: 4096,
	thinking: besideText('reasoning'),
	calls: asCalls({ id: () => `call_${randomId(8, 'abcdefghijklmnopqrstuvwxyz0123456789')}`, index: 'always 0', content: '' }),
	stream: { first: [], everyDelta: { role: 'assistant', content: '' } },
	dress: (reply) => ({ ...reply, system_fingerprint: 'fp_ollama' }),
	errors: {
		unknownModel: (asked) => apiError(404, `model '${asked}' not found`, 'not_found_error'),
		overloaded: {
			tellsWait: false,
			refusal: () => apiError(503, 'server busy, please try again.  maximum pending requests exceeded', 'api_error'),
		},
		loading: () => apiError(500, 'llm server loading model', 'api_error'),
		inStream: `${event({ error: { message: 'an error was encountered while running the model: unexpected EOF', type: 'api_error', param: null, code: null } })}${DONE}`,
		inStreamWords: 'unexpected EOF',
	},
};
