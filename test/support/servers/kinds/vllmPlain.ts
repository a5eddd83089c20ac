import { hermesCalls } from '../callShapes.ts';
import type { ServerKind } from '../serverKind.ts';
import { inTags } from '../thinkingShapes.ts';
import { vllmThinking } from './vllmThinking.ts';

/** vLLM without `--reasoning-parser`, and with a tool parser that is not the model's: everything is text. */
export const vllmPlain: ServerKind = {
	...vllmThinking,
	name: 'vLLM without a reasoning parser',
	thinking: inTags('<think>', '</think>'),
	calls: hermesCalls,
};
