import { asCalls, hexId } from '../callShapes.ts';
import { DONE, event } from '../errorShapes.ts';
import type { Refusal, ServerKind } from '../serverKind.ts';
import { besideText } from '../thinkingShapes.ts';

const refusal = (code: number, type: string, message: string): Refusal => ({
	status: code,
	body: { object: 'error', message, type, param: null, code },
});

/** SGLang 0.5 with `--reasoning-parser`: empty fields are null in every delta, errors are flat (`entrypoints/openai/serving_base.py` there; its length sentence from Qwen3#1321). Any name is answered. */
export const sglang: ServerKind = {
	name: 'SGLang',
	model: 'Qwen/Qwen3-8B',
	models: {
		object: 'list',
		data: [{ id: 'Qwen/Qwen3-8B', object: 'model', owned_by: 'sglang', root: 'Qwen/Qwen3-8B', max_model_len: 4096 }],
	},
	contextTokens: 4096,
	thinking: besideText('reasoning_content'),
	calls: asCalls({ id: () => `call_${hexId(24)}`, inPieces: true }),
	stream: {
		first: [{ role: 'assistant', content: '', reasoning_content: null, tool_calls: null }],
		everyDelta: { role: null, content: null, reasoning_content: null, tool_calls: null },
	},
	errors: {
		wrongKey: { status: 401, body: { error: 'Unauthorized' } },
		tooLong: (prompt, context) =>
			refusal(400, 'BadRequestError', `The input (${prompt} tokens) is longer than the model's context length (${context} tokens).`),
		overloaded: { tellsWait: false, refusal: () => refusal(503, 'service_unavailable', 'The request queue is full.') },
		inStream: `${event({ error: { object: 'error', message: 'Request aborted by the scheduler', type: 'InternalServerError', param: null, code: 500 } })}${DONE}`,
		inStreamWords: 'Request aborted by the scheduler',
	},
};
