import { azure } from './kinds/azure.ts';
import { deepSeek } from './kinds/deepSeek.ts';
import { gemini } from './kinds/gemini.ts';
import { groq } from './kinds/groq.ts';
import { harmony } from './kinds/harmony.ts';
import { litellm } from './kinds/litellm.ts';
import { llamaServer } from './kinds/llamaServer.ts';
import { lmStudio } from './kinds/lmStudio.ts';
import { mistral } from './kinds/mistral.ts';
import { ollama } from './kinds/ollama.ts';
import { openRouter } from './kinds/openRouter.ts';
import { sglang } from './kinds/sglang.ts';
import { streamingGateway } from './kinds/streamingGateway.ts';
import { tgi } from './kinds/tgi.ts';
import { vllmPlain } from './kinds/vllmPlain.ts';
import { vllmThinking } from './kinds/vllmThinking.ts';
import type { ServerKind } from './serverKind.ts';

/** One of each kind of server that people point this package at. */
export const ZOO: readonly ServerKind[] = [
	vllmThinking,
	vllmPlain,
	ollama,
	lmStudio,
	llamaServer,
	sglang,
	tgi,
	litellm,
	openRouter,
	azure,
	deepSeek,
	mistral,
	gemini,
	groq,
	harmony,
	streamingGateway,
];
