import { describe } from 'vitest';
import { describeAnswers, describeModels, describeUsage } from '../../contracts/anyServer/answers';
import { ofZoo } from '../../contracts/anyServer/anyServer';
import { describeRefusals } from '../../contracts/anyServer/refusals';
import { describeThinking } from '../../contracts/anyServer/thinking';
import { describeTools } from '../../contracts/anyServer/tools';
import { describeTroubles } from '../../contracts/anyServer/troubles';
import { ZOO } from '../../support/servers/zoo.ts';

describe.each(ZOO.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
	const server = ofZoo(kind);
	describeAnswers(server);
	describeUsage(server);
	describeModels(server);
	describeThinking(server);
	describeTools(server);
	describeRefusals(server);
	describeTroubles(server);
});
