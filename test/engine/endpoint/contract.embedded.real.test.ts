import { startEmbeddedModel } from '../../../scripts/embedded-model/startEmbeddedModel.mts';
import { describeEndpoint } from '../../contracts/endpoint';

describeEndpoint('the embedded model', {
	open: async () => await startEmbeddedModel({ model: 'tiny' }),
	openWithKey: async (apiKey) => await startEmbeddedModel({ model: 'tiny', apiKey }),
	has: { metrics: false, tokenize: false, tools: false, closesIdle: false, regex: false, everyField: false },
});
