import type { DatabaseSync } from 'node:sqlite';
import { findsWithoutWord, timesInQuestion, type TimeWord } from '../timesInQuestion';
import { prepared, preparedRows, type Row } from './prepared';

/** A time of more memories tells little, however many more they are. */
const MOST_COUNTED = 20_000;

/** Of memories of these periods or within a day of them. */
const ofTimeSql = `FROM json_each(?) AS period
	CROSS JOIN memory ON memory.namespace = ? AND memory.valid_from >= period.value ->> 0 AND memory.valid_from < period.value ->> 1 LIMIT ?`;
const boundsOf = ({ periods }: Pick<TimeWord, 'periods'>): string =>
	JSON.stringify(periods.map(({ earliest, latest }) => [earliest, latest]));

/** Those times of the question that any memory is of. */
export function readTimeWords(database: DatabaseSync, namespace: number, question: string, now: string): TimeWord[] {
	const count = prepared(database, `SELECT count(*) AS holding FROM (SELECT 1 ${ofTimeSql})`);
	return timesInQuestion(question, now)
		.map((time) => ({ ...time, holding: Number(count.get(boundsOf(time), namespace, MOST_COUNTED)?.['holding']) }))
		.filter(({ holding }) => holding > 0);
}

/** Adds the memories of the times asked for, without a word of the question. */
export function addByTime(
	database: DatabaseSync,
	namespace: Row,
	held: Map<number, Float64Array>,
	times: readonly TimeWord[],
	words: number,
): void {
	const areFoundByWords = held.size > 0;
	for (const time of times) {
		if (!findsWithoutWord(time, Number(namespace['memories']), areFoundByWords)) continue;
		const rows = preparedRows(database, `SELECT memory.number ${ofTimeSql}`).all(boundsOf(time), Number(namespace['number']), time.holding);
		for (const [number] of rows) if (!held.has(Number(number))) held.set(Number(number), new Float64Array(words));
	}
}
