import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
import { startN8n, type RunningN8n } from './real-n8n/startN8n.mts';
import { freePort } from './shared/freePort.mts';
import { readOptions, wholeNumber } from './shared/readOptions.mts';
import { runScript, SetupError } from './shared/setupError.mts';
import { step, type OnStep } from './shared/step.mts';
import { openInspector, type Inspector } from './soak/openInspector.mts';
import { soakRun, type SoakRun } from './soak/soakRuns.mts';
import { MOST_MS, watchHealth, type Health, type HealthWatch } from './soak/watchHealth.mts';
import { readTemplates } from './start/answerTemplates.mts';
import { formatTable } from './start/formatTable.mts';

const AT_ONCE = 10;
const BLOCKS = 5;
const MOST_GROWTH = 0.05;
/** n8n stores executions after it has answered, and lets go of them some time later. */
const REST_MS = 5_000;
const SETTLE_MS = 1_000;

/** A fifth of all runs. */
interface Block {
	readonly runs: number;
	readonly wrong: readonly string[];
	readonly seconds: number;
	readonly health: Health;
	readonly heapBytes: number;
	/** Of n8n's main thread, in time of the processor. */
	readonly longestStretchMs: number;
}

/**
 * Runs the three templates of a real n8n thousands of times, ten at once, each run with a mark of its own; one in fifty meets something hostile.
 *
 * Ends with exit code 1 where a run was lost or got the answer of another, where `/healthz` took more than 200 ms beyond what an idle server took meanwhile, and where n8n's heap has grown by more than 5 % between the first fifth and the last.
 */
async function soak(): Promise<void> {
	const runs = readOptions({ runs: { type: 'string', default: '5000' } }, (values) => readRuns(values.runs));
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-soak-'));
	const server = new Worker(new URL('soak/serverWorker.mts', import.meta.url));
	try {
		const [origin] = (await once(server, 'message')) as [string];
		const blocks = await step(`${runs} runs`, async (say) => await runAll(folder, origin, runs, say));
		report(blocks);
	} finally {
		await server.terminate();
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

function readRuns(text: string): number {
	const runs = wholeNumber('runs', text);
	if (runs >= BLOCKS) return runs;
	throw new SetupError(`--runs is ${runs}, and the runs are looked at in ${BLOCKS} parts.`, 'An example: --runs=300');
}

async function runAll(folder: string, origin: string, runs: number, say: OnStep): Promise<Block[]> {
	const inspectPort = await freePort();
	const n8n = await startN8n({
		folder,
		workflows: await readTemplates(`${origin}/search`),
		credentials: [{ name: 'vLLM account', type: 'vllmApi', data: { url: `${origin}/v1`, apiKey: '' } }],
		env: { NODE_OPTIONS: `--inspect-port=127.0.0.1:${inspectPort}` },
		onStep: say,
	});
	try {
		const inspector = await openInspector(n8n.pid, inspectPort);
		const watch = await watchHealth(n8n.address);
		try {
			const blocks: Block[] = [];
			for (let block = 0; block < BLOCKS; block++) {
				const [from, to] = [block, block + 1].map((each) => Math.floor((each * runs) / BLOCKS)) as [number, number];
				blocks.push(await runBlock(n8n, inspector, watch, { from, to }, say));
			}
			return blocks;
		} finally {
			inspector.close();
			await watch.stop();
		}
	} finally {
		await n8n.stop();
	}
}

async function runBlock(
	n8n: RunningN8n,
	inspector: Inspector,
	watch: HealthWatch,
	{ from, to }: { from: number; to: number },
	say: OnStep,
): Promise<Block> {
	const wrong: string[] = [];
	let next = from;
	// A look that began while the heap of the fifth before was collected belongs to nobody.
	await sleep(SETTLE_MS);
	watch.read();
	await inspector.longestStretchMs();
	const started = performance.now();
	const work = async () => {
		while (next < to) {
			const run = soakRun(next++);
			if (next % 20 === 0) say(`run ${next}, ${wrong.length} of them wrong in this fifth`);
			const trouble = await call(n8n, run);
			if (trouble !== undefined) wrong.push(`${run.template} ${run.mark}: ${trouble}`);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	const health = watch.read();
	const longestStretchMs = await inspector.longestStretchMs();
	const seconds = (performance.now() - started) / 1000;
	await sleep(REST_MS);
	return { runs: to - from, wrong, seconds, health, longestStretchMs, heapBytes: await inspector.usedBytes() };
}

async function call(n8n: RunningN8n, run: SoakRun): Promise<string | undefined> {
	try {
		const response = await fetch(`${n8n.address}/webhook/${run.template}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(run.body),
			signal: AbortSignal.timeout(120_000),
		});
		return run.check(response.status, (await response.json()) as Record<string, unknown>);
	} catch (error) {
		return `lost: ${String(error)}`;
	}
}

function report(blocks: readonly Block[]): void {
	const rows = blocks.map(({ runs, wrong, seconds, health, longestStretchMs, heapBytes }) => {
		const count = (kind: string) => String(wrong.filter((each) => each.includes(`: ${kind}: `)).length);
		return [
			String(runs),
			count('lost'),
			count('mixed'),
			seconds.toFixed(0),
			health.worstMs.toFixed(0),
			health.idleWorstMs.toFixed(0),
			`${health.over200Ms} of ${health.looks}`,
			String(health.unexplained),
			longestStretchMs.toFixed(0),
			(heapBytes / 1e6).toFixed(1),
		];
	});
	const heading = [
		'runs',
		'lost',
		'mixed',
		's',
		'/healthz worst ms',
		'idle server worst ms',
		`over ${MOST_MS} ms`,
		'not the machine',
		'busy at a stretch ms',
		'heap after GC, MB',
	];
	console.log(
		`\n${formatTable(
			[heading, ...rows],
			heading.map(() => 'right'),
		).join('\n')}`,
	);
	const wrong = blocks.flatMap((block) => block.wrong);
	for (const each of wrong.slice(0, 10)) console.log(each);
	const [first, last] = [blocks[0], blocks.at(-1)];
	const growth = (last?.heapBytes ?? 0) / (first?.heapBytes ?? 1) - 1;
	const unexplained = blocks.reduce((sum, { health }) => sum + health.unexplained, 0);
	console.log(`\nn8n's heap after the last fifth is ${(growth * 100).toFixed(1)} % off that after the first.`);
	if (wrong.length > 0 || unexplained > 0 || growth > MOST_GROWTH) process.exitCode = 1;
}

await runScript(soak);
