import { startVllm } from '../../../scripts/vllm-cpu/startVllm.mts';
import { describeEndpoint } from '../../contracts/endpoint';

describeEndpoint('a real vLLM', {
	open: async () => await startVllm(),
	openWithKey: async (apiKey) => await startVllm({ apiKey }),
	has: { metrics: true, tokenize: true, tools: true, closesIdle: true, regex: true, everyField: true },
});
