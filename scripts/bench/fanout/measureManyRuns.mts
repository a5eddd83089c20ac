import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../../shared/setupError.mts';
import type { OnStep } from '../../shared/step.mts';
import { isHealthy, waitUntil } from '../../shared/waitUntil.mts';
import type { ManyRunsRow } from './judgeManyRuns.mts';
import { readCpuMs } from './readCpu.mts';
import type { SlowEndpoint } from './startSlowEndpoint.mts';
import type { Subject } from './subjects.mts';

/** n8n, on one process or several. */
export interface N8nUnderLoad {
	readonly where: string;
	readonly address: string;
	/** Of all its processes. */
	readonly pids: readonly number[];
}

export interface ManyRuns {
	readonly runs: readonly number[];
	readonly rounds: number;
	readonly clones: number;
}

/** n8n stores an execution after it has answered; without a rest that work would be counted against the next one. */
const restMs = 1000;
/** One run alone is too little work beside what n8n does by itself: so many, one after the other. */
const lonely = 20;

/** Medians of the walls and of the CPU of a round; subjects in turn, after a warm-up. */
export async function measureManyRuns(
	n8n: N8nUnderLoad,
	subjects: readonly Subject[],
	endpoints: readonly SlowEndpoint[],
	asked: ManyRuns,
	say: OnStep,
): Promise<readonly ManyRunsRow[]> {
	const rows: ManyRunsRow[] = [];
	for (const runs of asked.runs) {
		const measured = new Map(subjects.map(({ name }) => [name, { walls: [] as number[], cpuUs: [] as number[], served: [] as number[] }]));
		for (let round = 0; round <= asked.rounds; round++) {
			say(`${n8n.where}, ${runs} runs at once, ${round === 0 ? 'warm-up' : `round ${round} of ${asked.rounds}`}`);
			for (const subject of subjects) {
				const one = await measureRound(n8n, subject, endpoints, { runs, clones: asked.clones });
				const kept = measured.get(subject.name);
				if (round === 0 || kept === undefined) continue;
				kept.walls.push(...one.walls);
				kept.cpuUs.push(((one.cpuMs ?? Number.NaN) * 1000) / one.clones);
				kept.served = one.served.map((count, index) => count + (kept.served[index] ?? 0));
			}
		}
		for (const [subject, { walls, cpuUs, served }] of measured) {
			const cpuUsPerClone = cpuUs.some(Number.isNaN) ? undefined : median(cpuUs);
			rows.push({ where: n8n.where, runs, subject, wallMs: median(walls), cpuUsPerClone, served: served.filter((count) => count > 0) });
		}
	}
	return rows;
}

async function measureRound(
	n8n: N8nUnderLoad,
	subject: Subject,
	endpoints: readonly SlowEndpoint[],
	{ runs, clones }: { readonly runs: number; readonly clones: number },
) {
	await waitUntil('n8n', async () => await isHealthy(`${n8n.address}/healthz/readiness`), { timeoutMs: 60_000 });
	for (const endpoint of endpoints) await endpoint.reset();
	const before = readCpuMs(n8n.pids);
	const walls: number[] = [];
	const times = runs === 1 ? lonely : 1;
	for (let time = 0; time < times; time++) {
		const startedAt = performance.now();
		await Promise.all(Array.from({ length: runs }, async () => await call(n8n, subject, clones)));
		walls.push(performance.now() - startedAt);
	}
	// What n8n does for an execution once it has answered is its work, too.
	await sleep(restMs);
	const after = readCpuMs(n8n.pids);
	const served = (await Promise.all(endpoints.map(async (endpoint) => await endpoint.counts()))).map((counts) => counts.served);
	const all = runs * times * clones;
	const sum = served.reduce((total, count) => total + count, 0);
	if (sum !== all)
		throw new SetupError(`${subject.name} asked ${sum} times for ${all} clones.`, "Look into n8n's log for what kept it from the others.");
	return { walls, cpuMs: before === undefined || after === undefined ? undefined : after - before, clones: all, served };
}

async function call(n8n: N8nUnderLoad, subject: Subject, clones: number): Promise<void> {
	const response = await fetch(`${n8n.address}/webhook/${subject.pathFor(clones)}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ clones, items: Array.from({ length: clones }, (_, clone) => ({ clone })) }),
	});
	const text = await response.text();
	if (!response.ok) throw new SetupError(`${subject.name} answered ${response.status}: ${text.slice(0, 300)}`, 'Try fewer runs at once.');
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
