import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgresStore, type MemoryStore } from '../../../../../nodes/engine/memory/stores';
import { startPglite, type PgliteServer } from '../../../../support/startPglite.mts';

let server: PgliteServer;
let store: MemoryStore;
const signal = new AbortController().signal;
const scope = (namespace: string) => ({ namespace, includeUntrusted: false, limit: 10 });

beforeAll(async () => {
	server = await startPglite();
	store = openPostgresStore({
		host: '127.0.0.1',
		port: server.port,
		database: 'postgres',
		user: 'postgres',
		password: 'postgres',
		tls: false,
		mostConnections: 1,
	});
});
afterAll(async () => {
	await store?.close();
	await server?.close();
});

it('has pgvector compare, in the namespace and with the model that were asked for', async () => {
	const said = (text: string, vector: number[], model = 'm') => ({ text, trust: 'user' as const, embedding: { model, vector } });
	await store.remember(
		'a',
		[said('east', [1, 0]), said('north', [0, 1]), said('another model', [1, 0], 'n'), said('longer', [1, 0, 0])],
		signal,
	);
	await store.remember('b', [said('elsewhere', [1, 0])], signal);
	const found = await store.searchVector([0.9, 0.1], 'm', scope('a'), signal);
	expect(
		(
			await store.get(
				'a',
				found.map(({ id }) => id),
				signal,
			)
		).map(({ text }) => text),
	).toEqual(['east', 'north']);
	expect(found[0]!.score).toBeCloseTo(0.9 / Math.hypot(0.9, 0.1), 5);
	expect(await server.extensions()).toContain('vector');
});
