import { overloaded, promptTooLong, UNAUTHORIZED, unknownModel } from '../../vllmDouble/errorBodies.ts';
import { asCalls, hexId } from '../callShapes.ts';
import { DONE, event } from '../errorShapes.ts';
import type { ServerKind } from '../serverKind.ts';
import { besideText } from '../thinkingShapes.ts';

/** vLLM 0.32 started with `--reasoning-parser` and `--tool-call-parser`: its words as the double in `vllmDouble` has them. */
export const vllmThinking: ServerKind = {
	name: 'vLLM with a reasoning parser',
	model: 'qwen3-8b',
	models: { object: 'list', data: [{ id: 'qwen3-8b', object: 'model', owned_by: 'vllm', root: 'qwen3-8b', max_model_len: 4096 }] },
	contextTokens: 4096,
	thinking: besideText('reasoning'),
	calls: asCalls({ id: () => `chatcmpl-tool-${hexId(32)}`, inPieces: true }),
	errors: {
		wrongKey: UNAUTHORIZED,
		unknownModel: (asked) => unknownModel(asked, ['qwen3-8b']),
		tooLong: (_, context) => promptTooLong(context),
		overloaded: { tellsWait: false, refusal: () => overloaded(64) },
		inStream: `${event({ error: { message: 'EngineCore encountered an issue.', type: 'InternalServerError', param: null, code: 500 } })}${DONE}`,
		inStreamWords: 'EngineCore encountered an issue',
	},
};
