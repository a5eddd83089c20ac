import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/** Another way to keep and find the same texts; what it finds is counted, so that nobody is quick by finding nothing. */
export interface Rival {
	readonly name: string;
	fill(entries: ReadonlyArray<{ readonly namespace: string; readonly text: string }>): Promise<void>;
	search(namespace: string, question: string): Promise<number>;
	close(): Promise<void>;
}

const wordsOf = (question: string): string[] => [...new Set(question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])];

/** One FTS5 table with the namespace beside the text, as most people would build it; the search runs in the caller's own thread. */
export function createPlainFts5(file: string): Rival {
	const database = new DatabaseSync(file);
	database.exec(
		"PRAGMA journal_mode = WAL; CREATE VIRTUAL TABLE plain USING fts5(text, namespace UNINDEXED, tokenize = 'porter unicode61')",
	);
	const insert = database.prepare('INSERT INTO plain (text, namespace) VALUES (?, ?)');
	const search = database.prepare('SELECT rowid, text FROM plain WHERE plain MATCH ? AND namespace = ? ORDER BY rank LIMIT 10');
	return {
		name: 'plain FTS5 query',
		fill: async (entries) => {
			database.exec('BEGIN');
			for (const { namespace, text } of entries) insert.run(text, namespace);
			database.exec('COMMIT');
		},
		search: async (namespace, question) =>
			search.all(
				wordsOf(question)
					.map((word) => `"${word}"`)
					.join(' OR '),
				namespace,
			).length,
		close: async () => database.close(),
	};
}

/** A tsvector column with its index, and one on the namespace; ranked by ts_rank. */
export async function createPlainPostgres(address: pg.ClientConfig): Promise<Rival> {
	const client = new pg.Client(address);
	await client.connect();
	await client.query(`CREATE TABLE plain (namespace text NOT NULL, text text NOT NULL, terms tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED);
		CREATE INDEX ON plain (namespace); CREATE INDEX ON plain USING gin (terms)`);
	return {
		name: "Postgres' plain ts_rank",
		fill: async (entries) => {
			const sql = 'INSERT INTO plain (namespace, text) SELECT * FROM unnest($1::text[], $2::text[])';
			await client.query(sql, [entries.map(({ namespace }) => namespace), entries.map(({ text }) => text)]);
		},
		search: async (namespace, question) => {
			const sql =
				"SELECT text FROM plain, to_tsquery('english', $2) AS asked WHERE namespace = $1 AND terms @@ asked ORDER BY ts_rank(terms, asked) DESC LIMIT 10";
			return (await client.query(sql, [namespace, wordsOf(question).join(' | ')])).rows.length;
		},
		close: async () => await client.end(),
	};
}
