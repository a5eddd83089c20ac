import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Stores from '../../nodes/engine/memory/stores/index.ts';
import type { MemoryStore } from '../../nodes/engine/memory/stores/index.ts';
import { startPostgres } from '../postgres/startPostgres.mts';
import { readOptions } from '../shared/readOptions.mts';
import { runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { formatTable } from '../start/formatTable.mts';
import { requireBuilt } from './built.mts';
import { auditVotes, runVoters, type Audit } from './decisions/runVoters.mts';

interface Row extends Audit {
	readonly store: string;
	readonly votes: number;
	readonly perSecond: number;
}

const voting = { processes: 4, voters: 50, decisions: 100, quorum: 75, killAfter: 2500 };
const script = fileURLToPath(new URL('decisions/vote.mts', import.meta.url));
const { signal } = new AbortController();

/** Votes a second of four processes, one of which is killed in the middle, and whether each decision was made once, by its quorum. */
async function benchDecisions(): Promise<void> {
	const { json } = readOptions({ json: { type: 'boolean', default: false } }, (values) => values);
	const output = json ? process.stderr : process.stdout;
	const { openSqliteStore, openPostgresStore } = requireBuilt<typeof Stores>('memory/stores/index.js');
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-bench-'));
	const postgres = await step('starting Postgres', async () => await startPostgres(), { output });
	try {
		const file = join(folder, 'memory.sqlite');
		const address = await postgres.createDatabase();
		const rows = [
			await step('voting in the embedded store', async () => await measure('embedded', file, openSqliteStore(file)), { output }),
			await step('voting in Postgres', async () => await measure('Postgres', JSON.stringify(address), openPostgresStore(address)), {
				output,
			}),
		];
		console.log(json ? JSON.stringify({ node: process.version, ...voting, rows }, null, '\t') : formatRows(rows));
	} finally {
		await postgres.remove();
		await rm(folder, { recursive: true, force: true });
	}
}

/** From the first acknowledgement to the last, so that starting does not count. */
async function measure(name: string, place: string, store: MemoryStore): Promise<Row> {
	const all = { ...voting, command: [script, place] };
	const told = await runVoters(all);
	const kept = await store.decisions.list('voted', { containing: '', limit: 10_000 }, signal);
	await store.close();
	const tookMs = (told.at(-1)?.atMs ?? 0) - (told[0]?.atMs ?? 0);
	return { store: name, votes: told.length, perSecond: Math.round((told.length * 1000) / tookMs), ...auditVotes(kept, told, all) };
}

function formatRows(rows: readonly Row[]): string {
	const { processes, voters, decisions, quorum, killAfter } = voting;
	return [
		`${processes} processes with ${voters} voters each on ${decisions} decisions, a quorum of ${quorum}; one process is killed after ${killAfter} votes:`,
		...formatTable(
			[
				['store', 'votes', 'per second', 'decided', 'stuck', 'off the quorum', 'twice', 'votes lost'],
				...rows.map(({ store, ...numbers }) => [
					store,
					...[numbers.votes, numbers.perSecond, numbers.decided, numbers.stuck, numbers.offQuorum, numbers.twice, numbers.lost].map(String),
				]),
			],
			['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
		),
	].join('\n');
}

await runScript(benchDecisions);
