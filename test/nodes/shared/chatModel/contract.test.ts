import { describe } from 'vitest';
import { createChatModelEndpoint } from '../../../../nodes/shared/chatModel/chatModelEndpoint';
import type { ChatModel } from '../../../../nodes/shared/chatModel/chatModel';
import { describeAnswers, describeUsage } from '../../../contracts/anyServer/answers';
import { ofZoo, type AnyServer, type AskedServer } from '../../../contracts/anyServer/anyServer';
import { describeThinking } from '../../../contracts/anyServer/thinking';
import { describeTools } from '../../../contracts/anyServer/tools';
import { describeTroubles } from '../../../contracts/anyServer/troubles';
import { ChatModelDouble } from '../../../support/chatModel/chatModelDouble';
import { vllmPlain } from '../../../support/servers/kinds/vllmPlain.ts';
import { vllmThinking } from '../../../support/servers/kinds/vllmThinking.ts';
import type { ServerKind } from '../../../support/servers/serverKind.ts';
import type { ZooServer } from '../../../support/servers/startServer.ts';

/** The server asked by way of a chat model that is connected. */
function asChatModel(kind: ServerKind): AnyServer<ZooServer> {
	const zoo = ofZoo(kind);
	return {
		kind,
		open: async (script) => {
			const server = await zoo.open(script);
			const endpoint = (asked: AskedServer) =>
				createChatModelEndpoint({ models: [new ChatModelDouble(asked) as unknown as ChatModel], backoff: { firstMs: 1, longestMs: 5 } });
			return Object.assign(server, { endpoint });
		},
	};
}

describe.each([vllmPlain, vllmThinking].map((kind) => [kind.name, kind] as const))('a connected chat model at %s', (_, kind) => {
	const server = asChatModel(kind);
	describeAnswers(server);
	describeUsage(server);
	describeThinking(server);
	describeTools(server);
	describeTroubles(server);
});
