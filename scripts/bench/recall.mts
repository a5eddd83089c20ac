import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Fusing from '../../nodes/engine/memory/fuse.ts';
import type * as Recalling from '../../nodes/engine/memory/recall.ts';
import type * as Stores from '../../nodes/engine/memory/stores/index.ts';
import type { MemoryStore } from '../../nodes/engine/memory/stores/index.ts';
import type * as Stopping from '../../nodes/engine/memory/text/stopWords.ts';
import { startPostgres } from '../postgres/startPostgres.mts';
import { readOptions } from '../shared/readOptions.mts';
import { runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { formatTable } from '../start/formatTable.mts';
import { readRows, requireBuilt } from './built.mts';
import { ablations, searchWithout } from './recall/ablations.mts';
import { judgePassages, type PassageFigures, type PassageQuestion } from './recall/judgePassages.mts';
import { judgeTalk, type TalkFigures, type TalkQuestion } from './recall/judgeTalk.mts';
import { createPlainFts5, type Entry } from './recall/plainFts5.mts';
import { howToGetTalks, readTalks, type Dates } from './recall/readTalks.mts';

/** Something to search: a talk, or passages. */
interface Collection {
	readonly name: string;
	readonly entries: readonly Entry[];
	readonly questions: ReadonlyArray<TalkQuestion | PassageQuestion>;
}

/** A way to search that is measured; what it finds are ids of entries, the best first. */
interface Subject {
	readonly name: string;
	search(collection: Collection, question: string): Promise<readonly string[]>;
}

interface Results {
	readonly talks?: ReadonlyArray<{ readonly subject: string } & TalkFigures>;
	readonly passages: ReadonlyArray<{ readonly subject: string } & PassageFigures>;
}

const options = readOptions(
	{
		/** The file of LoCoMo's conversations. */
		locomo: { type: 'string' },
		/** Turns say in words when they were said. */
		dates: { type: 'boolean', default: false },
		'no-times': { type: 'boolean', default: false },
		postgres: { type: 'boolean', default: false },
		json: { type: 'boolean', default: false },
	},
	(values) => values,
);
const signal = new AbortController().signal;
/** What recall gives; the other subjects are not cut. */
const limit = 50;

/** How well memories are found, in talks and among passages: by recall, by plain FTS5 fused by rank, and by recall with a step left out. */
async function benchRecall(): Promise<void> {
	const { json, locomo: file } = options;
	const output = json ? process.stderr : process.stdout;
	const talks =
		file === undefined ? undefined : readTalks(file, readDatesOption()).map(({ turns, ...talk }) => ({ ...talk, entries: turns }));
	const passages = readPassages();
	const { openStore, close } = await openStores(options.postgres);
	try {
		const store = await openStore();
		const collections = [...(talks ?? []), passages];
		const ids = await step('remembering', async () => await rememberAll(store, collections), { output });
		const subjects = createSubjects(store, collections, ids);
		const results: Results = await step(
			'asking',
			async () => ({
				...(talks && { talks: await measureTalks(subjects, talks) }),
				passages: await measurePassages(subjects, passages),
			}),
			{ output },
		);
		await store.close();
		console.log(
			json
				? JSON.stringify({ node: process.version, store: store.kind, limit, ...results }, null, '\t')
				: formatResults(results, store.kind),
		);
	} finally {
		await close();
	}
}

/** When turns were said: kept as their Valid From, with `--dates` as words of their text, with `--no-times` not at all. */
function readDatesOption(): Dates {
	if (options.dates) return 'words';
	return options['no-times'] ? 'none' : 'time';
}

function readPassages(): Collection {
	const entries = readRows<{ id: number; title: string; text: string }>('musique-passages');
	const questions = readRows<{ question: string; gold_passages: number[] }>('musique-questions');
	return {
		name: 'MuSiQue',
		entries: entries.map(({ id, title, text }) => ({ id: String(id), text: `${title}\n${text}` })),
		questions: questions.map(({ question, gold_passages: gold }) => ({ question, gold: gold.map(String) })),
	};
}

async function openStores(inPostgres: boolean): Promise<{ openStore: () => Promise<MemoryStore>; close: () => Promise<void> }> {
	const stores = requireBuilt<typeof Stores>('memory/stores/index.js');
	if (inPostgres) {
		const server = await startPostgres();
		return { openStore: async () => stores.openPostgresStore(await server.createDatabase()), close: async () => await server.remove() };
	}
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-bench-'));
	return {
		openStore: async () => stores.openSqliteStore(join(folder, 'memory.sqlite')),
		close: async () => await rm(folder, { recursive: true, force: true }),
	};
}

/** Each collection in a namespace of its own. Gives the entries' ids by those of the memories. */
async function rememberAll(store: MemoryStore, collections: readonly Collection[]): Promise<ReadonlyMap<string, string>> {
	const ids = new Map<string, string>();
	for (const { name, entries } of collections) {
		const told = entries.map(({ id, text, session, at }) => ({
			text,
			trust: 'user' as const,
			source: id,
			...(session !== undefined && { session }),
			...(at !== undefined && { validFrom: at }),
		}));
		for (const [at, { id }] of (await store.remember(name, told, signal)).entries()) ids.set(id, entries[at]!.id);
	}
	return ids;
}

function createSubjects(store: MemoryStore, collections: readonly Collection[], ids: ReadonlyMap<string, string>): Subject[] {
	const { recall } = requireBuilt<typeof Recalling>('memory/recall.js');
	const fusing = requireBuilt<typeof Fusing>('memory/fuse.js');
	const { stopWords } = requireBuilt<typeof Stopping>('memory/text/stopWords.js');
	const plain = new Map(collections.map(({ name, entries }) => [name, createPlainFts5(entries, stopWords)]));
	return [
		{
			name: 'Recall',
			search: async ({ name: namespace }, query) =>
				(await recall(store, { namespace, query, limit, includeUntrusted: true }, signal)).memories.map(({ id }) => ids.get(id)!),
		},
		{ name: 'plain FTS5, fused with k = 60', search: async ({ name }, query) => plain.get(name)!(query) },
		...ablations.map((ablation) => ({
			name: `· ${ablation.name}`,
			search: async ({ name }: Collection, query: string) =>
				(await searchWithout(ablation, store, fusing, name, query, signal)).map((id) => ids.get(id)!),
		})),
	];
}

async function measureTalks(subjects: readonly Subject[], talks: readonly Collection[]): Promise<NonNullable<Results['talks']>> {
	const rows = [];
	for (const subject of subjects) {
		const found: string[][] = [];
		const questions: TalkQuestion[] = [];
		const sessions = new Map<string, string>();
		for (const talk of talks) {
			const own = (id: string) => `${talk.name} ${id}`;
			for (const { id, session } of talk.entries) sessions.set(own(id), own(session ?? id));
			for (const { question, gold } of talk.questions) {
				found.push((await subject.search(talk, question)).map(own));
				questions.push({ question, gold: gold.map(own) });
			}
		}
		rows.push({ subject: subject.name, ...judgeTalk(questions, found, (turn) => sessions.get(turn)!) });
	}
	return rows;
}

async function measurePassages(subjects: readonly Subject[], passages: Collection): Promise<Results['passages']> {
	const rows = [];
	for (const { name, search } of subjects) {
		const found = [];
		for (const { question } of passages.questions) found.push(await search(passages, question));
		rows.push({ subject: name, ...judgePassages(passages.questions, found) });
	}
	return rows;
}

function formatResults({ talks, passages }: Results, kind: string): string {
	const percent = (value: number) => (100 * value).toFixed(1);
	const table = (heading: readonly string[], rows: readonly (readonly string[])[]) =>
		formatTable([heading, ...rows], ['left', ...heading.slice(1).map(() => 'right' as const)]);
	return [
		'',
		...(talks === undefined
			? [howToGetTalks]
			: [
					`Talks (LoCoMo, ${talks[0]!.questions} questions), ${kind} store; sessions of the recalled turns in their order, percent of the questions:`,
					...table(
						['', 'any@5', 'all@5', 'any@10', 'all@10', 'a gold turn among 10'],
						talks.map(({ subject, any5, all5, any10, all10, turn10 }) => [subject, ...[any5, all5, any10, all10, turn10].map(percent)]),
					),
				]),
		'',
		`Passages (MuSiQue, ${passages[0]!.questions} questions), ${kind} store; percent of the needed passages, and of the questions with all of them:`,
		...table(
			['', 'among 5', 'among 10', 'all needed among 10'],
			passages.map(({ subject, at5, at10, all10 }) => [subject, ...[at5, at10, all10].map(percent)]),
		),
	].join('\n');
}

await runScript(benchRecall);
