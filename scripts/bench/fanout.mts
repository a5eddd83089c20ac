import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startN8n } from '../real-n8n/startN8n.mts';
import type { RunningN8n } from '../real-n8n/startN8n.mts';
import { readOptions, wholeNumber, wholeNumbers } from '../shared/readOptions.mts';
import { SetupError, runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import type { OnStep } from '../shared/step.mts';
import { isHealthy, waitUntil } from '../shared/waitUntil.mts';
import { benchManyRuns } from './fanout/benchManyRuns.mts';
import { formatResults, type MemoryRow, type Row } from './fanout/formatResults.mts';
import { judgeProportions, names } from './fanout/judgeProportions.mts';
import { readFloorPackage } from './fanout/readFloorPackage.mts';
import { startSlowEndpoint } from './fanout/startSlowEndpoint.mts';
import type { SlowEndpoint } from './fanout/startSlowEndpoint.mts';
import { benchCredentials, createSubjects, emptySubject } from './fanout/subjects.mts';
import type { Subject } from './fanout/subjects.mts';
import { readMemory, watchMemory } from './fanout/watchMemory.mts';

const options = readOptions(
	{
		json: { type: 'boolean', default: false },
		/** Numbers of clones, with commas between them. */
		sizes: { type: 'string' },
		rounds: { type: 'string', default: '5' },
		/** Numbers of executions at once, with commas between them: these are measured then, of five clones each, and nothing else. */
		runs: { type: 'string' },
		/** Only what the proportions at the end are about: no memory, and no rows that they do not need. */
		proportions: { type: 'boolean', default: false },
	},
	({ sizes, rounds, runs, ...others }) => ({
		...others,
		sizes: wholeNumbers('sizes', sizes ?? (others.proportions ? '256,1000' : '5,32,256,1000')),
		rounds: wholeNumber('rounds', rounds),
		runs: runs === undefined ? undefined : wholeNumbers('runs', runs),
	}),
);
const answerAfterMs = 500;
const { sizes, rounds, runs } = options;
const memorySizes = [5, 1000] as const;
/** n8n stores an execution after it has answered; without a rest that work would be counted against the next one. */
const restMs = 400;

/** Many calls at once from a real n8n: our node, the least that a node can do, the HTTP Request node and the Basic LLM Chain, side by side. */
async function benchFanOut(): Promise<void> {
	const { json, proportions } = options;
	const output = json ? process.stderr : process.stdout;
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-bench-'));
	const endpoint = await startSlowEndpoint(answerAfterMs);
	try {
		const published = proportions ? sizes : [...new Set([...sizes, ...memorySizes])];
		const all = createSubjects(endpoint.baseUrl, published);
		const subjects = proportions ? all.filter(({ name }) => Object.values<string>(names).includes(name)) : all;
		const withN8n = async <Result,>(work: (n8n: RunningN8n, say: OnStep) => Promise<Result>, what: string) =>
			await step(what, async (say) => await inN8n(folder, subjects, endpoint, say, async (n8n) => await work(n8n, say)), { output });
		const { webhookMs, rows } = await withN8n((n8n, say) => measureTimes(n8n, subjects, endpoint, say), 'measuring times');
		const memory: MemoryRow[] = [];
		for (const subject of proportions ? [] : subjects)
			memory.push(await withN8n((n8n) => measureMemory(n8n, subject, endpoint), `measuring memory of ${subject.name}`));
		const results = { answerAfterMs, rounds, webhookMs, rows, memory, proportions: judgeProportions(rows) };
		console.log(json ? JSON.stringify(results, null, '\t') : formatResults(results));
		// Only now: after trouble, n8n's log in there is what tells why.
		await rm(folder, { recursive: true, force: true });
	} finally {
		await endpoint.stop();
	}
}

async function inN8n<Result>(
	folder: string,
	subjects: readonly Subject[],
	endpoint: SlowEndpoint,
	onStep: OnStep,
	work: (n8n: RunningN8n) => Promise<Result>,
) {
	const workflows = [emptySubject, ...subjects].flatMap((subject) => subject.workflows);
	const furtherPackages = [readFloorPackage()];
	const n8n = await startN8n({ folder, workflows, credentials: benchCredentials(endpoint.baseUrl), furtherPackages, onStep });
	try {
		return await work(n8n);
	} finally {
		await n8n.stop();
	}
}

async function measureTimes(n8n: RunningN8n, subjects: readonly Subject[], endpoint: SlowEndpoint, say: OnStep) {
	const rows: Row[] = [];
	await call(n8n, emptySubject, 0, endpoint);
	const webhook: number[] = [];
	for (const clones of sizes) {
		const measured = new Map(subjects.map((subject) => [subject.name, { walls: [] as number[], mostInFlight: 0 }]));
		for (let round = 0; round <= rounds; round++) {
			say(`${clones} clones, ${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}`);
			if (round > 0) webhook.push((await call(n8n, emptySubject, 0, endpoint)).wallMs);
			for (const subject of subjects) {
				const { wallMs, mostInFlight } = await call(n8n, subject, clones, endpoint);
				const kept = measured.get(subject.name);
				if (round === 0 || !kept) continue;
				kept.walls.push(wallMs);
				kept.mostInFlight = Math.max(kept.mostInFlight, mostInFlight);
			}
		}
		for (const [subject, { walls, mostInFlight }] of measured) {
			const wallMs = median(walls);
			rows.push({ clones, subject, wallMs, overMs: wallMs - answerAfterMs, ratioToIdeal: 0, mostInFlight });
		}
	}
	const webhookMs = median(webhook);
	return { webhookMs, rows: rows.map((row) => ({ ...row, ratioToIdeal: row.wallMs / (answerAfterMs + webhookMs) })) };
}

async function measureMemory(n8n: RunningN8n, subject: Subject, endpoint: SlowEndpoint): Promise<MemoryRow> {
	const [few, many] = memorySizes;
	await call(n8n, subject, few, endpoint);
	await sleep(3000);
	const idle = readMemory(n8n.pid);
	const peak = await watchMemory(n8n.pid, async () => {
		for (let run = 0; run < 3; run++) await call(n8n, subject, many, endpoint);
	});
	const inMb = (bytes: number) => bytes / 2 ** 20;
	return { subject: subject.name, idleMb: inMb(idle), peakMb: inMb(peak), aboveIdleMb: inMb(peak - idle) };
}

/** One webhook call to its last byte. The endpoint's own count proves that every clone was asked, and asked once. */
async function call(n8n: RunningN8n, subject: Subject, clones: number, endpoint: SlowEndpoint) {
	await sleep(restMs);
	// A thousand clones through another node can stall n8n so long that it calls its database lost for a moment.
	await waitUntil('n8n', async () => await isHealthy(`${n8n.address}/healthz/readiness`), { timeoutMs: 60_000 });
	await endpoint.reset();
	const body = JSON.stringify({ clones, items: Array.from({ length: clones }, (_, clone) => ({ clone })) });
	const startedAt = performance.now();
	const response = await fetch(`${n8n.address}/webhook/${subject.pathFor(clones)}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body,
	});
	const text = await response.text();
	const wallMs = performance.now() - startedAt;
	const { served, mostInFlight } = await endpoint.counts();
	if (response.ok && served === clones) return { wallMs, mostInFlight };
	throw new SetupError(
		`${subject.name} answered ${response.status} after ${served} of ${clones} calls: ${text.slice(0, 300)}`,
		`n8n's log is in ${n8n.logFile}.`,
	);
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

await runScript(runs === undefined ? benchFanOut : async () => await benchManyRuns({ answerAfterMs, runs, rounds, json: options.json }));
