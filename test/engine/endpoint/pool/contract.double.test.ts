import { describeEndpoint } from '../../../contracts/endpoint';
import { startVllmDouble } from '../../../support/vllmDouble/index.ts';
import { poolOfTwo } from './poolOfTwo';

describeEndpoint('a pool of two doubles', {
	open: async () => {
		const double = await startVllmDouble({ keepAliveMs: 5_000 });
		return { baseUrl: double.baseUrl, model: double.model, stop: async () => await double.close() };
	},
	openEndpoint: poolOfTwo,
	has: { metrics: true, tokenize: true, tools: true, closesIdle: false, regex: false, everyField: true },
});
