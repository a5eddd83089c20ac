import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { startPostgres, type PostgresServer } from '../../scripts/postgres/startPostgres.mts';
import { runInEngine } from '../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';
import { inGroups } from '../support/inGroups';

let postgres: PostgresServer;
let double: VllmDouble;
let folder: string;
beforeAll(async () => {
	postgres = await startPostgres();
	double = await startVllmDouble();
});
afterAll(async () => {
	await double?.close();
	await postgres?.remove();
});
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'receipts-'));
	vi.stubEnv('N8N_USER_FOLDER', folder);
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true, force: true });
});

async function open() {
	const { host, port, database, user, password } = await postgres.createDatabase();
	const credentials = { vllmApi: { url: double.baseUrl, apiKey: '' }, postgres: { host, port, database, user, password } };
	const receipts = async (store: string) => {
		const parameters = { resource: 'receipts', operation: 'getMany', store };
		const ran = await runInEngine([{ name: 'memory', type: new MemoryGateway(), parameters }], [{}], credentials);
		return ran.outputsOf('memory').flatMap((items) => items.map(({ json }) => json['kind']));
	};
	const run = async (options: IDataObject) => {
		const parameters = { task: 'Say something.', clones: 3, ...inGroups(new ShadowCloneFanOut(), { maxTokens: 8, ...options }) };
		const pick = { name: 'pick', type: new CloneEvaluator(), parameters: { scoreBy: ['consensus'] } };
		const ran = await runInEngine(
			[{ name: 'clones', type: new ShadowCloneFanOut(), parameters, outputs: [['pick']] }, pick],
			[{}],
			credentials,
		);
		expect(ran.outputsOf('pick').flat()).toHaveLength(3);
	};
	return { run, receipts, address: `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}` };
}

it('keeps the receipt of a fan-out beside its answer cache, and that of a node without Postgres in the file', async () => {
	const { run, receipts } = await open();
	await run({ cacheAnswers: { settings: { store: 'postgres', namespace: 'tests' } } });
	expect(await receipts('postgres')).toEqual(['fanOut']);
	expect(await receipts('embedded')).toEqual(['evaluation']);
});

it('keeps those of all nodes in the database that SHADOW_CLONES_RECEIPTS names, where the report finds them by either store', async () => {
	const { run, receipts, address } = await open();
	vi.stubEnv('SHADOW_CLONES_RECEIPTS', address);
	await run({});
	expect(await receipts('embedded')).toEqual(['evaluation', 'fanOut']);
	expect(await receipts('postgres')).toEqual(['evaluation', 'fanOut']);
	expect(existsSync(join(folder, '.n8n', 'shadow-clones', 'receipts.sqlite'))).toBe(false);
});

it('runs as ever where that variable makes no sense, which the report says', async () => {
	const { run, receipts } = await open();
	vi.stubEnv('SHADOW_CLONES_RECEIPTS', 'mysql://u:secret@host/d');
	await run({});
	await expect(receipts('embedded')).rejects.toThrow(/^The environment variable SHADOW_CLONES_RECEIPTS is neither off nor/);
});
