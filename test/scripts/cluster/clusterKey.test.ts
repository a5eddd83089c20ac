import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keyFile, queueEnvironment, readKey, toKey, writeKey } from '../../../scripts/cluster/clusterKey.mts';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'cluster-key-'));
	vi.stubEnv('XDG_CACHE_HOME', folder);
});

afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true, force: true });
});

const place = { host: '127.0.0.1', port: 5000, database: 'n8n', user: 'me', password: 'planted', tls: false, mostConnections: 8 } as const;
const key = toKey('secret', { port: 6000, password: 'hidden' }, place, 'hash');

it('comes back as it was written, and nobody else can read it', async () => {
	const { mkdirSync } = await import('node:fs');
	mkdirSync(join(folder, 'n8n-nodes-shadow-clones'));
	await writeKey(key);
	expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
	expect(await readKey(keyFile())).toEqual(key);
});

it('makes n8n a process of the cluster on the machine that is named', () => {
	expect(queueEnvironment(key, 'melchior')).toMatchObject({
		N8N_ENCRYPTION_KEY: 'secret',
		...{ QUEUE_BULL_REDIS_HOST: 'melchior', QUEUE_BULL_REDIS_PORT: '6000', QUEUE_BULL_REDIS_PASSWORD: 'hidden' },
		...{ DB_POSTGRESDB_HOST: 'melchior', DB_POSTGRESDB_PORT: '5000', DB_POSTGRESDB_PASSWORD: 'planted' },
	});
});

it.each([
	['none is there', undefined, 0o600, /There is no key/],
	['others can read it', JSON.stringify(key), 0o644, /Other users of this machine can read the key/],
	['it is half a file', JSON.stringify(key).slice(0, 40), 0o600, /is no key of a cluster/],
	['it is of another n8n', JSON.stringify({ ...key, n8nVersion: '1.0.0' }), 0o600, /The cluster runs n8n 1\.0\.0/],
])('is refused where %s, and never printed', async (_, text, mode, sentence) => {
	const file = join(folder, 'key.json');
	if (text !== undefined) writeFileSync(file, text);
	if (text !== undefined) chmodSync(file, mode);
	const error = await readKey(file).catch((reason: Error) => reason);
	expect(String(error)).toMatch(sentence);
	expect(String(error)).not.toMatch(/secret|hidden|planted/);
});
