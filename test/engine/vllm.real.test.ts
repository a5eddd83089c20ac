import { afterAll } from 'vitest';
import { startVllm, type RunningVllm } from '../../scripts/vllm-cpu/startVllm.mts';
import { describeEndpoint } from '../contracts/endpoint';
import { describeToolConversation } from '../contracts/toolConversation';

/** One for all: it takes more than a minute to start. */
let vllm: Promise<RunningVllm> | undefined;
const open = async () => await (vllm ??= startVllm());
afterAll(async () => await (await vllm?.catch(() => undefined))?.stop());

describeEndpoint('a real vLLM', {
	open: async () => ({ ...(await open()), stop: async () => {} }),
	has: { metrics: true, tokenize: true, tools: true, closesIdle: true, regex: true, everyField: true },
});
describeToolConversation(open);
