import { DatabaseSync } from 'node:sqlite';

/** A text to search, with the talk that it is a turn of; without one it stands alone. */
export interface Entry {
	readonly id: string;
	readonly text: string;
	readonly session?: string;
	/** When it was said, ISO 8601. */
	readonly at?: string;
}

const neighbours = 2;
const fusionConstant = 60;

/**
 * What one would write first: FTS5 with its own stemming and ranking over each text, over five turns around it, and over its session; the three rankings fused by rank, stop words left out of
 * the question. Gives ids, the best first.
 */
export function createPlainFts5(entries: readonly Entry[], stopWords: ReadonlySet<string>): (question: string) => string[] {
	const sessions = Object.values(Object.groupBy(entries.keys(), (at) => entries[at]!.session ?? `alone ${at}`)) as number[][];
	const textOf = (places: readonly number[]) => places.map((at) => entries[at]!.text).join('\n');
	const around = new Map(
		sessions.flatMap((places) =>
			places.map((at, turn) => [at, places.slice(Math.max(0, turn - neighbours), turn + neighbours + 1)] as const),
		),
	);
	const searchTurns = createIndex(entries.map(({ text }) => text));
	const searchWindows = createIndex(Array.from(entries.keys(), (at) => textOf(around.get(at)!)));
	const searchSessions = createIndex(sessions.map(textOf));
	return (question) => {
		const words = [...new Set(question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].filter((word) => !stopWords.has(word));
		if (words.length === 0) return [];
		const asked = words.map((word) => `"${word}"`).join(' OR ');
		const sums = new Map<number, number>();
		const add = (at: number, place: number) => sums.set(at, (sums.get(at) ?? 0) + 1 / (fusionConstant + place + 1));
		for (const search of [searchTurns, searchWindows]) for (const [place, at] of search(asked).entries()) add(at, place);
		for (const [place, session] of searchSessions(asked).entries()) for (const at of sessions[session]!) if (sums.has(at)) add(at, place);
		return [...sums].sort(([, left], [, right]) => right - left).map(([at]) => entries[at]!.id);
	};
}

function createIndex(texts: readonly string[]): (asked: string) => number[] {
	const database = new DatabaseSync(':memory:');
	database.exec("CREATE VIRTUAL TABLE plain USING fts5(text, tokenize = 'porter unicode61'); BEGIN");
	const insert = database.prepare('INSERT INTO plain (rowid, text) VALUES (?, ?)');
	for (const [at, text] of texts.entries()) insert.run(at + 1, text);
	database.exec('COMMIT');
	const search = database.prepare('SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank');
	return (asked) => search.all(asked).map(({ rowid }) => Number(rowid) - 1);
}
