import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';

export type Row = Record<string, SQLOutputValue>;

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** The statement of this text, made once for each database; a text must not hold anything that users sent. */
export function prepared(database: DatabaseSync, sql: string): StatementSync {
	let known = statements.get(database);
	if (known === undefined) statements.set(database, (known = new Map()));
	let statement = known.get(sql);
	if (statement === undefined) known.set(sql, (statement = database.prepare(sql)));
	return statement;
}

/** The same, for a statement that gives many rows: each as an array of its columns, which takes a quarter less time than an object. */
export function preparedRows(database: DatabaseSync, sql: string): { all(...values: SQLInputValue[]): SQLOutputValue[][] } {
	const statement = prepared(database, sql);
	statement.setReturnArrays(true);
	return statement as unknown as { all(...values: SQLInputValue[]): SQLOutputValue[][] };
}
