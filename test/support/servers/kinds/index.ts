// Every kind of server, one line each.
export { azure } from './azure.ts';
export { deepSeek } from './deepSeek.ts';
export { gemini } from './gemini.ts';
export { groq } from './groq.ts';
export { harmony } from './harmony.ts';
export { litellm } from './litellm.ts';
export { llamaServer } from './llamaServer.ts';
export { lmStudio } from './lmStudio.ts';
export { mistral } from './mistral.ts';
export { ollama } from './ollama.ts';
export { openRouter } from './openRouter.ts';
export { sglang } from './sglang.ts';
export { streamingGateway } from './streamingGateway.ts';
export { tgi } from './tgi.ts';
export { vllmPlain } from './vllmPlain.ts';
export { vllmThinking } from './vllmThinking.ts';
