import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type RunningCluster } from '../../scripts/cluster/startCluster.mts';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';
import { askMagi } from '../e2e/magi.ts';

const answer = () => JSON.stringify({ reason: 'So it is.', decision: 'yes' });

describe('npm run cluster, with two model servers behind HAProxy', () => {
	let folder: string;
	let cluster: RunningCluster;
	let doubles: readonly VllmDouble[] = [];

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-cluster-'));
		doubles = await Promise.all([0, 1].map(async () => await startVllmDouble({ answer })));
		cluster = await startCluster({ folder, servers: doubles.map(({ baseUrl }) => baseUrl) });
	});

	afterAll(async () => {
		await cluster?.stop();
		for (const double of doubles) await double.close();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const ask = async (question: string) => await askMagi(`${cluster.n8n.address}/webhook/magi`, { question, choices: ['yes', 'no'] });

	it('answers forty callers, asks both servers, and both workers work', async () => {
		const questions = Array.from({ length: 40 }, (_, index) => `Is ${index} a number?`);
		const answers = await Promise.all(questions.map(ask));
		for (const { decision, learned } of answers) expect({ decision, learned }).toEqual({ decision: 'yes', learned: false });
		for (const { counters } of doubles) expect(counters.received).toBeGreaterThanOrEqual(40);
		for (const worker of ['worker-1', 'worker-2'])
			expect(await readFile(join(folder, worker, 'n8n.log'), 'utf8')).toContain('Worker finished execution');
	});

	it('tells every worker what was decided', async () => {
		const answers = await Promise.all(Array.from({ length: 10 }, async () => await ask('Is 3 a number?')));
		for (const { decision, learned } of answers) expect({ decision, learned }).toEqual({ decision: 'yes', learned: true });
	});

	it('loses no caller when a worker is asked to end', async () => {
		const asking = Promise.all(Array.from({ length: 20 }, async (_, index) => await ask(`Is ${index} less than 100?`)));
		await cluster.workers[0]?.stop();
		for (const { decision } of await asking) expect(decision).toBe('yes');
	});
});
