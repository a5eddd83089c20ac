import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type * as Recalling from '../../nodes/engine/memory/recall.ts';
import type * as Stores from '../../nodes/engine/memory/stores/index.ts';
import type { MemoryStore } from '../../nodes/engine/memory/stores/index.ts';
import { startPostgres } from '../postgres/startPostgres.mts';
import type { PostgresServer } from '../postgres/startPostgres.mts';
import { readOptions, wholeNumbers } from '../shared/readOptions.mts';
import { runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { formatTable } from '../start/formatTable.mts';
import { requireBuilt } from './built.mts';
import { createPlainFts5, createPlainPostgres } from './memory/rivals.mts';
import type { Rival } from './memory/rivals.mts';
import { createDraw, readTexts } from './memory/texts.mts';

interface SearchRow {
	readonly memories: number;
	readonly subject: string;
	readonly p50Ms: number;
	readonly p95Ms: number;
	/** The longest that the caller's event loop waited meanwhile. */
	readonly maxStallMs: number;
	/** Memories given for a search, on average. */
	readonly found: number;
}

interface WriteRow {
	readonly store: string;
	readonly processes: number;
	readonly perSecond: number;
}

const inNamespace = 1000;
const batch = 1000;
const searches = 500;
/** Who is slow is asked less often. */
const mostSearchMs = 60_000;
const writes = 400;
/** More would take too long here: every memory is written over a dozen statements. */
const largestInPostgres = 20_000;
const signal = new AbortController().signal;
const texts = readTexts();

/** What remembering and recalling cost as memories grow, beside a plain FTS5 query and Postgres' plain ts_rank over the same texts. */
async function benchMemory(): Promise<void> {
	const { sizes, json } = readOptions(
		{ sizes: { type: 'string', default: '20000,100000,1000000' }, json: { type: 'boolean', default: false } },
		(values) => ({ ...values, sizes: wholeNumbers('sizes', values.sizes) }),
	);
	const output = json ? process.stderr : process.stdout;
	const { stores, recalling } = loadBuilt();
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-bench-'));
	const postgres = await step('starting Postgres', async () => await startPostgres(), { output });
	try {
		const writeRows = await step('measuring writes', async () => await measureWrites(folder, postgres), { output });
		const plain = await postgres.createDatabase();
		const { host, port, database, user, password } = plain;
		const subjects = [
			{
				rival: toRival('Recall, embedded store', stores.openSqliteStore(join(folder, 'memory.sqlite')), recalling),
				upTo: Number.POSITIVE_INFINITY,
			},
			{
				rival: toRival('Recall, Postgres store', stores.openPostgresStore(await postgres.createDatabase()), recalling),
				upTo: largestInPostgres,
			},
			{ rival: createPlainFts5(join(folder, 'plain.sqlite')), upTo: Number.POSITIVE_INFINITY },
			{ rival: await createPlainPostgres({ host, port, database, user, password }), upTo: Number.POSITIVE_INFINITY },
		];
		const idleStallMs = await step('measuring the machine itself', async () => await measureIdle(), { output });
		const rows: SearchRow[] = [];
		let kept = 0;
		for (const size of sizes) {
			const measured = subjects.filter(({ upTo }) => size <= upTo).map(({ rival }) => rival);
			for (const rival of measured)
				await step(`filling ${rival.name} up to ${size}`, async (say) => await fill(rival, kept, size, say), { output });
			kept = size;
			await postgres.query(plain, 'VACUUM ANALYZE');
			for (const rival of measured)
				rows.push(await step(`searching ${rival.name} among ${size}`, async () => await measureSearches(rival, size), { output }));
		}
		for (const { rival } of subjects) await rival.close();
		console.log(
			json
				? JSON.stringify({ node: process.version, inNamespace, searches, idleStallMs, writeRows, rows }, null, '\t')
				: formatResults(writeRows, rows, idleStallMs),
		);
	} finally {
		await postgres.remove();
		await rm(folder, { recursive: true, force: true });
	}
}

function loadBuilt(): { stores: typeof Stores; recalling: typeof Recalling } {
	return { stores: requireBuilt<typeof Stores>('memory/stores/index.js'), recalling: requireBuilt<typeof Recalling>('memory/recall.js') };
}

const namespaceOf = (number: number): string => `namespace ${Math.floor(number / inNamespace)}`;

function toRival(name: string, store: MemoryStore, { recall }: typeof Recalling): Rival {
	return {
		name,
		fill: async (entries) => {
			const namespaces = Map.groupBy(entries, ({ namespace }) => namespace);
			for (const [namespace, list] of namespaces)
				await store.remember(
					namespace,
					list.map(({ text }) => ({ text, trust: 'agent' as const })),
					signal,
				);
		},
		search: async (namespace, query) =>
			(await recall(store, { namespace, query, limit: 10, includeUntrusted: true }, signal)).memories.length,
		close: async () => await store.close(),
	};
}

async function fill(rival: Rival, from: number, to: number, say: (line: string) => void): Promise<void> {
	for (let start = from; start < to; start += batch) {
		await rival.fill(
			Array.from({ length: Math.min(batch, to - start) }, (_, index) => ({
				namespace: namespaceOf(start + index),
				text: texts.text(start + index),
			})),
		);
		if (start % 50_000 === 0) say(`${start} there`);
	}
}

/** On a busy machine the stalls of the others hold at least this. */
async function measureIdle(): Promise<number> {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	await new Promise((resolve) => setTimeout(resolve, 10_000));
	delay.disable();
	return delay.max / 1e6;
}

async function measureSearches(rival: Rival, size: number): Promise<SearchRow> {
	const draw = createDraw(size);
	const times: number[] = [];
	let found = 0;
	const warmUp = 100;
	const delay = monitorEventLoopDelay({ resolution: 1 });
	const until = performance.now() + mostSearchMs;
	for (let asked = -warmUp; asked < searches && performance.now() < until; asked++) {
		if (asked === 0) delay.enable();
		const number = draw(size);
		const startedAt = performance.now();
		const count = await rival.search(namespaceOf(number), texts.question(number));
		if (asked < 0) continue;
		times.push(performance.now() - startedAt);
		found += count;
		await new Promise((resolve) => setImmediate(resolve));
	}
	delay.disable();
	times.sort((left, right) => left - right);
	const at = (share: number) => times[Math.ceil(times.length * share) - 1]!;
	return { memories: size, subject: rival.name, p50Ms: at(0.5), p95Ms: at(0.95), maxStallMs: delay.max / 1e6, found: found / times.length };
}

async function measureWrites(folder: string, postgres: PostgresServer): Promise<WriteRow[]> {
	const rows: WriteRow[] = [];
	for (const processes of [1, 4]) {
		rows.push({ store: 'embedded', processes, perSecond: await writeWith(join(folder, `writes-${processes}.sqlite`), processes) });
		rows.push({ store: 'Postgres', processes, perSecond: await writeWith(JSON.stringify(await postgres.createDatabase()), processes) });
	}
	return rows;
}

/** Each in a transaction of its own, acknowledged by a line; from the first line of all to the last, so that starting does not count. */
async function writeWith(place: string, processes: number): Promise<number> {
	const acknowledgedAt: number[] = [];
	await Promise.all(
		Array.from({ length: processes }, async (_, index) => {
			const child = spawn(
				process.execPath,
				['--no-warnings', fileURLToPath(new URL('memory/write.mts', import.meta.url)), place, String(index), String(writes)],
				{ stdio: ['ignore', 'pipe', 'inherit'] },
			);
			child.stdout.on('data', (chunk: Buffer) => acknowledgedAt.push(...Array.from(chunk, () => performance.now())));
			await once(child, 'close');
		}),
	);
	return Math.round(((acknowledgedAt.length - 1) * 1000) / (Math.max(...acknowledgedAt) - Math.min(...acknowledgedAt)));
}

function formatResults(writeRows: readonly WriteRow[], rows: readonly SearchRow[], idleStallMs: number): string {
	const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
	return [
		`Writes, each in a transaction of its own:`,
		...formatTable(
			[
				['store', 'processes', 'per second'],
				...writeRows.map(({ store, processes, perSecond }) => [store, String(processes), String(perSecond)]),
			],
			['left', 'right', 'right'],
		),
		'',
		`Searches, up to ${searches} one after the other, in namespaces of ${inNamespace}, ten memories each:`,
		...formatTable(
			[
				['memories', 'subject', 'median', 'p95', 'longest stall', 'found'],
				...rows.map(({ memories, subject, p50Ms, p95Ms, maxStallMs, found }) => [
					String(memories),
					subject,
					milliseconds(p50Ms),
					milliseconds(p95Ms),
					milliseconds(maxStallMs),
					found.toFixed(1),
				]),
			],
			['right', 'left', 'right', 'right', 'right', 'right'],
		),
		`With nothing to do for ten seconds, the event loop of this machine stalls for ${milliseconds(idleStallMs)}.`,
	].join('\n');
}

await runScript(benchMemory);
