import { describeEndpoint, type OpenedServer } from '../../contracts/endpoint';
import { startVllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

async function open(settings: VllmDoubleSettings = {}): Promise<OpenedServer> {
	const double = await startVllmDouble(settings);
	return { baseUrl: double.baseUrl, model: double.model, stop: async () => await double.close() };
}

describeEndpoint('the double', {
	open: async () => await open({ keepAliveMs: 5_000 }),
	openWithKey: async (apiKey) => await open({ apiKey }),
	has: { metrics: true, tokenize: true, tools: true, closesIdle: false, regex: false, everyField: true },
});
