import { describe } from 'vitest';
import { describeAnswers, describeModels, describeUsage } from '../../../contracts/anyServer/answers';
import { ofZoo, type AnyServer } from '../../../contracts/anyServer/anyServer';
import { describeRefusals } from '../../../contracts/anyServer/refusals';
import { describeThinking } from '../../../contracts/anyServer/thinking';
import { describeTools } from '../../../contracts/anyServer/tools';
import type { ServerKind } from '../../../support/servers/serverKind.ts';
import type { ZooServer } from '../../../support/servers/startServer.ts';
import { ZOO } from '../../../support/servers/zoo.ts';
import { poolOfTwo } from './poolOfTwo';

/** Enough of them to meet every shape: what a pool adds is the same for all. */
const kinds = ZOO.filter(({ name }) => /vllm|ollama|azure|litellm|llama-server/i.test(name));

function twoOf(kind: ServerKind): AnyServer<ZooServer> {
	const one = ofZoo(kind);
	return { kind, open: async (script) => Object.assign(await one.open(script), { endpoint: poolOfTwo }) };
}

describe.each(kinds.map((kind) => [kind.name, kind] as const))('a pool of two servers of %s', (_, kind) => {
	const server = twoOf(kind);
	describeAnswers(server);
	describeUsage(server);
	describeModels(server);
	describeThinking(server);
	describeTools(server);
	describeRefusals(server);
});
