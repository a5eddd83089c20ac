export type Row = Record<string, unknown>;

/** Sends one statement; values take the place of $1, $2 … */
export type Query = (sql: string, values?: readonly unknown[]) => Promise<Row[]>;
