import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { startPostgres, type PostgresServer } from '../../../scripts/postgres/startPostgres.mts';
import { runInEngine } from '../../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../../support/vllmDouble/index.ts';
import { inGroups } from '../../support/inGroups';

let postgres: PostgresServer;
let double: VllmDouble;
let credentials: Record<string, IDataObject>;
beforeAll(async () => {
	postgres = await startPostgres();
	double = await startVllmDouble();
	const { host, port, database, user, password } = await postgres.createDatabase();
	credentials = { vllmApi: { url: double.baseUrl, apiKey: '' }, postgres: { host, port, database, user, password } };
});
afterAll(async () => {
	await double?.close();
	await postgres?.remove();
});

const fanOut = async () => {
	const parameters = {
		task: 'Say something.',
		clones: 3,
		...inGroups(new ShadowCloneFanOut(), {
			maxTokens: 64,
			receiptOutput: true,
			cacheAnswers: { settings: { store: 'postgres', namespace: 'tests' } },
		}),
	};
	const ran = await runInEngine([{ name: 'clones', type: new ShadowCloneFanOut(), parameters }], [{}], credentials);
	return {
		texts: ran.outputsOf('clones')[0]?.map(({ json }) => json['text']),
		receipt: ran.outputsOf('clones')[1]?.[0]?.json,
		hints: ran.warningsOf('clones'),
	};
};

it('gives answers again that are kept in Postgres, and goes on without them when it is gone', async () => {
	const first = await fanOut();
	expect(first).toMatchObject({ receipt: { details: { requests: 3 } }, hints: [] });
	expect(await fanOut()).toMatchObject({ texts: first.texts, receipt: { details: { requests: 0, cacheHits: 3 } }, hints: [] });
	expect(double.counters.received).toBe(3);
	await postgres.stop();
	expect(await fanOut()).toMatchObject({
		receipt: { answered: 3, details: { requests: 3 } },
		hints: [expect.stringMatching(/answer cache could not be read.*Postgres at 127\.0\.0\.1/)],
	});
	await postgres.start();
	expect(await fanOut()).toMatchObject({ receipt: { details: { requests: 0, cacheHits: 3 } } });
});
