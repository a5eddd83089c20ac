import { timesInQuestion, type TimeWord } from '../timesInQuestion';
import type { Query } from './query';

/** A time of more memories tells little, however many more they are. */
const MOST_COUNTED = 20_000;

/** Memories of these periods or within a day of them. */
export const ofTime = `unnest($1::text[], $2::text[]) AS period (earliest, latest)
	JOIN shadow_clones.memory ON memory.namespace = $3 AND memory.valid_from >= period.earliest AND memory.valid_from < period.latest`;
export const boundsOf = ({ periods }: Pick<TimeWord, 'periods'>) => [
	periods.map(({ earliest }) => earliest),
	periods.map(({ latest }) => latest),
];

/** Those times of the question that any memory is of. */
export async function readTimeWords(query: Query, namespace: number, question: string, now: string): Promise<TimeWord[]> {
	const found: TimeWord[] = [];
	for (const time of timesInQuestion(question, now)) {
		const [row] = await query(`SELECT count(*) AS holding FROM (SELECT 1 FROM ${ofTime} LIMIT ${MOST_COUNTED}) AS counted`, [
			...boundsOf(time),
			namespace,
		]);
		const holding = Number(row?.['holding']);
		if (holding > 0) found.push({ ...time, holding });
	}
	return found;
}
