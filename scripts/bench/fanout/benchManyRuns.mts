import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '../../cluster/startCluster.mts';
import { startN8n } from '../../real-n8n/startN8n.mts';
import { step, type OnStep } from '../../shared/step.mts';
import { formatManyRuns, judgeManyRuns, type ManyRunsRow } from './judgeManyRuns.mts';
import { names } from './judgeProportions.mts';
import { measureManyRuns, type N8nUnderLoad } from './measureManyRuns.mts';
import { startSlowEndpoint, type SlowEndpoint } from './startSlowEndpoint.mts';
import { benchCredentials, createPooled, createSubjects, type Subject } from './subjects.mts';

export interface ManyRunsOptions {
	readonly answerAfterMs: number;
	readonly runs: readonly number[];
	readonly rounds: number;
	readonly json: boolean;
}

const clones = 5;

interface Setting {
	readonly folder: string;
	readonly subjects: readonly Subject[];
	readonly endpoints: readonly [SlowEndpoint, SlowEndpoint];
}

type Measure = (n8n: N8nUnderLoad) => Promise<readonly ManyRunsRow[]>;

/** Many executions at once of five clones each, on one n8n and in queue mode on two workers: ours, ours on two servers, and the HTTP Request node. */
export async function benchManyRuns({ answerAfterMs, runs, rounds, json }: ManyRunsOptions): Promise<void> {
	const output = json ? process.stderr : process.stdout;
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-bench-'));
	const endpoints = [await startSlowEndpoint(answerAfterMs), await startSlowEndpoint(answerAfterMs)] as const;
	try {
		const all = createSubjects(endpoints[0].baseUrl, [clones]);
		const compared = all.filter(({ name }) => name === names.fanOut || name === names.ownSeeds);
		const setting = { folder, endpoints, subjects: [...compared, createPooled([clones])] };
		const rows: ManyRunsRow[] = [];
		for (const [what, start] of [
			['one process', onOneProcess],
			['two workers', onTwoWorkers],
		] as const) {
			const measure = async (say: OnStep): Promise<readonly ManyRunsRow[]> =>
				await start(setting, say, async (n8n) => await measureManyRuns(n8n, setting.subjects, endpoints, { runs, rounds, clones }, say));
			rows.push(...(await step(`measuring ${what}`, measure, { output })));
		}
		const verdicts = judgeManyRuns(rows);
		console.log(json ? JSON.stringify({ answerAfterMs, rounds, clones, rows, verdicts }, null, '\t') : describe(rows, rounds));
		await rm(folder, { recursive: true, force: true });
	} finally {
		for (const endpoint of endpoints) await endpoint.stop();
	}
}

const describe = (rows: readonly ManyRunsRow[], rounds: number): string =>
	[
		'',
		`Medians of ${rounds} rounds after a warm-up, in turn; five clones a run.`,
		'',
		formatManyRuns(rows),
		'',
		...judgeManyRuns(rows),
	].join('\n');

async function onOneProcess({ folder, subjects, endpoints }: Setting, onStep: OnStep, measure: Measure) {
	const workflows = subjects.flatMap((subject) => subject.workflows);
	const credentials = benchCredentials(endpoints[0].baseUrl, endpoints[1].baseUrl);
	const n8n = await startN8n({ folder: join(folder, 'one'), workflows, credentials, onStep });
	try {
		return await measure({ where: 'one process', address: n8n.address, pids: [n8n.pid] });
	} finally {
		await n8n.stop();
	}
}

async function onTwoWorkers({ folder, subjects, endpoints }: Setting, onStep: OnStep, measure: Measure) {
	const workflows = subjects.flatMap((subject) => subject.workflows);
	const credentials = benchCredentials(endpoints[0].baseUrl, endpoints[1].baseUrl);
	const cluster = await startCluster({ folder: join(folder, 'two'), servers: [endpoints[0].baseUrl], workflows, credentials, onStep });
	try {
		const pids = [cluster.n8n.pid, ...cluster.workers.map(({ pid }) => pid)];
		return await measure({ where: 'two workers', address: cluster.n8n.address, pids });
	} finally {
		await cluster.stop();
	}
}
