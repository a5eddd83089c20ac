import { asCalls } from '../callShapes.ts';
import { event, openAiError } from '../errorShapes.ts';
import type { ServerKind } from '../serverKind.ts';
import { besideText } from '../thinkingShapes.ts';

/** A gateway that streams whatever is asked for and says no finish reason before `[DONE]`, as mini-sglang, vllm-mlx 0.4 and gateways before DeepSeek do; it tells no usage, and its calls have neither id nor index. */
export const streamingGateway: ServerKind = {
	name: 'a gateway that always streams',
	model: 'local',
	models: ['local'],
	contextTokens: 4096,
	thinking: besideText('reasoning_content'),
	calls: asCalls({ index: 'none', finishReason: 'stop' }),
	usage: 'never',
	stream: { always: true, withoutFinishReason: true, first: [] },
	errors: {
		wrongKey: openAiError(403, 'Forbidden: bad token', { type: 'forbidden' }),
		overloaded: {
			tellsWait: 'seconds',
			refusal: (waitMs) => openAiError(429, 'Too Many Requests', {}, { 'retry-after': new Date(Date.now() + waitMs + 999).toUTCString() }),
		},
		inStream: `event: error\n${event({ code: 'upstream_error', detail: 'The upstream closed the stream' })}`,
		inStreamWords: 'The upstream closed the stream',
	},
};
