import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPostgresStore, type MemoryStore } from '../../../../../nodes/engine/memory/stores';

/** Takes connections and never says a word. */
let silent: Server;
let store: MemoryStore;
let reached: Promise<void>;
const sockets = new Set<Socket>();
beforeEach(async () => {
	const arrival = Promise.withResolvers<void>();
	reached = arrival.promise;
	silent = createServer((socket) => void sockets.add(socket.on('error', () => {}).on('data', () => arrival.resolve())));
	await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
	const { port } = silent.address() as AddressInfo;
	store = openPostgresStore({ host: '127.0.0.1', port, database: 'd', user: 'u', password: 'p', tls: false, mostConnections: 1 });
});
afterEach(() => {
	for (const socket of sockets) socket.destroy();
	silent.close();
});

const scope = { namespace: 'a', includeUntrusted: true, limit: 1 };

it.each<readonly [string, (signal: AbortSignal) => Promise<unknown>]>([
	['remember', async (signal) => await store.remember('a', [{ text: 'x', trust: 'user' }], signal)],
	['searchText', async (signal) => await store.searchText('x', scope, signal)],
	['searchVector', async (signal) => await store.searchVector([1], 'm', scope, signal)],
	['get', async (signal) => await store.get('a', ['1'], signal)],
	['list', async (signal) => await store.list('a', {}, { limit: 1, includePast: true }, signal)],
	['embed', async (signal) => await store.embed('a', 'm', [], signal)],
	['restore', async (signal) => await store.restore('a', [], signal)],
	['forget', async (signal) => await store.forget('a', { everything: true }, signal)],
	['save', async (signal) => await store.records.save('answer', 'a', 'k', 1, signal)],
	['find', async (signal) => await store.records.find('answer', 'a', 'k', undefined, signal)],
	['remove', async (signal) => await store.records.remove('answer', 'a', 'k', signal)],
	['trim', async (signal) => await store.records.trim('answer', 'a', { most: 1 }, signal)],
	['claim', async (signal) => await store.decisions.claim('a', 'k', { value: 1, token: 't' }, signal)],
	['done', async (signal) => await store.decisions.done('a', 'k', 't', 1, signal)],
	['vote', async (signal) => await store.decisions.vote('a', 'k', { voter: 'v', value: 1, token: 't' }, { quorum: { votes: 1 } }, signal)],
	['checkIntegrity', async (signal) => await store.checkIntegrity(signal)],
])('waits for no Postgres that does not answer when it is aborted: %s', async (_, ask) => {
	const stop = new AbortController();
	const first = ask(stop.signal);
	const behindIt = ask(stop.signal);
	await reached;
	stop.abort(new Error('Stop was pressed'));
	await expect(first).rejects.toThrow('Stop was pressed');
	await expect(behindIt).rejects.toThrow('Stop was pressed');
});
