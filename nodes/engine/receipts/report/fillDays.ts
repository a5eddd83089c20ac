import type { Group } from './receiptSums';
import { noTotals } from './totals';

const DAY_MS = 24 * 3_600_000;
/** Thinner bars cannot be told apart. */
const MOST_DAYS = 120;

/** The days from the first to the last with those between them on which nothing ran; of more than 120, the last. */
export function fillDays(days: readonly Group[]): readonly Group[] {
	const [first, last] = [days[0], days.at(-1)];
	if (first === undefined || last === undefined) return [];
	const known = new Map(days.map((day) => [day.name, day]));
	const toMs = (name: string) => Date.parse(`${name}T00:00:00Z`);
	const startMs = Math.max(toMs(first.name), toMs(last.name) - (MOST_DAYS - 1) * DAY_MS);
	return Array.from({ length: Math.round((toMs(last.name) - startMs) / DAY_MS) + 1 }, (_, place) => {
		const name = new Date(startMs + place * DAY_MS).toISOString().slice(0, 10);
		return known.get(name) ?? { name, totals: noTotals() };
	});
}
