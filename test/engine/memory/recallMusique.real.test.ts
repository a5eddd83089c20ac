import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recall } from '../../../nodes/engine/memory/recall';
import type { MemoryStore } from '../../../nodes/engine/memory/stores';
import { readPassages, readQuestions } from '../../support/musique';
import { createSqliteDatabase } from './stores/sqlite/database';

const signal = new AbortController().signal;
const passages = readPassages();
const questions = readQuestions();

let store: MemoryStore;
const cleanUps: Array<() => Promise<void>> = [];
beforeAll(async () => {
	const database = await createSqliteDatabase();
	store = database.open();
	cleanUps.push(async () => await store.close(), database.remove);
	await store.remember(
		'musique',
		passages.map(({ id, title, text }) => ({ text: `${title}\n${text}`, trust: 'user', source: String(id) })),
		signal,
	);
}, 120_000);
afterAll(async () => {
	for (const cleanUp of cleanUps) await cleanUp();
});

/** What one would write first: the words of the question in FTS5's own index, with its own stemming and ranking. */
function searchPlainly(): (question: string) => string[] {
	const database = new DatabaseSync(':memory:');
	database.exec("CREATE VIRTUAL TABLE passage USING fts5(text, tokenize = 'porter unicode61')");
	for (const [index, { title, text }] of passages.entries())
		database.prepare('INSERT INTO passage (rowid, text) VALUES (?, ?)').run(index, `${title}\n${text}`);
	return (question) => {
		const words = [...question.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => `"${word}"`).join(' OR ');
		return database
			.prepare('SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT 10')
			.all(words)
			.map((row) => String(passages[Number(row['rowid'])]?.id));
	};
}

interface Measured {
	readonly at5: number;
	readonly at10: number;
	readonly all: number;
}

async function measure(search: (question: string) => Promise<string[]> | string[]): Promise<Measured> {
	const rows = await Promise.all(
		questions.map(async ({ question, gold_passages: gold }) => {
			const found = await search(question);
			const ranks = gold.map((id) => found.indexOf(String(id)));
			return { at5: share(ranks, 5), at10: share(ranks, 10), all: Number(ranks.every((rank) => rank !== -1)) };
		}),
	);
	const mean = (key: keyof Measured) => rows.reduce((sum, row) => sum + row[key], 0) / rows.length;
	return { at5: mean('at5'), at10: mean('at10'), all: mean('all') };
}

it('finds all the passages that a question needs among the first ten for no fewer questions than a plain keyword search', async () => {
	const ours = await measure(async (query) =>
		(await recall(store, { namespace: 'musique', query, limit: 10, includeUntrusted: false }, signal)).memories.map(({ source }) =>
			String(source),
		),
	);
	const plain = await measure(searchPlainly());
	for (const [name, { at5, at10, all }] of Object.entries({ recall: ours, 'plain FTS5': plain })) {
		console.log(
			`MuSiQue, ${questions.length} questions over ${passages.length} passages, ${name}: recall at 5 ${percent(at5)}, at 10 ${percent(at10)}, all needed among 10 ${percent(all)}`,
		);
	}
	expect(ours.all).toBeGreaterThanOrEqual(0.3);
	expect(ours.all).toBeGreaterThanOrEqual(plain.all);
	expect(ours.at10).toBeGreaterThanOrEqual(plain.at10);
});

const share = (ranks: readonly number[], depth: number) => ranks.filter((rank) => rank !== -1 && rank < depth).length / ranks.length;
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
