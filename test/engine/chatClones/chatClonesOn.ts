import { answerWithClones, type ChatClonesAnswer } from '../../../nodes/engine/chatClones/answerWithClones';
import type { ChatClonesRequest } from '../../../nodes/engine/chatClones/chatClonesRequest';
import { createEndpoint } from '../../../nodes/engine/endpoint/createEndpoint';
import type { Endpoint } from '../../../nodes/engine/endpoint/endpoint';
import { pickingTools } from '../../../nodes/ShadowCloneChatModel/pickingTools';
import { toolOf } from '../../support/toolOf';
import type { VllmDouble } from '../../support/vllmDouble/index.ts';

/** Asks five clones one question on a scripted server; seeds count from 1, so that the script knows the clones apart. */
export async function chatClonesOn(
	double: VllmDouble,
	changes: Partial<ChatClonesRequest> = {},
	signal = new AbortController().signal,
	endpoint: Endpoint = createEndpoint({ baseUrl: double.baseUrl }),
): Promise<ChatClonesAnswer> {
	const request: ChatClonesRequest = {
		clones: 5,
		model: 'double-1b',
		messages: [
			{ role: 'system', content: 'You help.' },
			{ role: 'user', content: 'What is it?' },
		],
		tools: [toolOf('look', async () => 'seen'), toolOf('add', async () => 3)],
		pickBy: { by: 'consensus' },
		sampling: { temperature: 0.7, seed: 1 },
		temperatureSpread: 0.3,
		cloneTimeoutMs: 10_000,
		retries: 0,
		stopsWhenAgreed: false,
		...changes,
	};
	let ids = 0;
	try {
		return await answerWithClones(request, {
			endpoint,
			signal,
			tools: pickingTools(endpoint, 'double-1b'),
			drawSeed: () => 1,
			drawMarker: () => 'a1b2c3d4',
			createCallId: () => `made-${++ids}`,
		});
	} finally {
		await endpoint.close();
	}
}
