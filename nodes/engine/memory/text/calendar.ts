const DAY_MS = 86_400_000;

/** A stretch of time, ISO 8601 in UTC; `from` is in it, `to` is not. */
export interface Period {
	readonly from: string;
	readonly to: string;
	/** A day before and a day after it: clocks of other time zones, and what is told the morning after. */
	readonly earliest: string;
	readonly latest: string;
}

/** A month counts from 0, as in `Date`. */
export interface Day {
	readonly year: number;
	readonly month: number;
	readonly day: number;
}

export function dayOf(ms: number): Day {
	const date = new Date(ms);
	return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

export function periodOfDays({ year, month, day }: Day, days = 1): Period {
	return periodBetween(Date.UTC(year, month, day), Date.UTC(year, month, day + days));
}

export function periodOfMonths(year: number, month: number, months = 1): Period {
	return periodBetween(Date.UTC(year, month, 1), Date.UTC(year, month + months, 1));
}

export function periodOfYear(year: number): Period {
	return periodOfMonths(year, 0, 12);
}

/** From Monday to Sunday. */
export function periodOfWeek(ms: number): Period {
	return periodOfDays(dayOf(ms - ((weekdayOf(ms) + 6) % 7) * DAY_MS), 7);
}

/** From the beginning of one to the end of another. */
export function periodOver(first: Period, last: Period): Period {
	return { from: first.from, to: last.to, earliest: first.earliest, latest: last.latest };
}

/** The last `days` days, today included. */
export function periodUntilToday(nowMs: number, days: number): Period {
	return periodOfDays(dayOf(nowMs - days * DAY_MS), days + 1);
}

export function daysBefore(ms: number, days: number): number {
	return ms - days * DAY_MS;
}

/** Sunday is 0. */
export function weekdayOf(ms: number): number {
	return new Date(ms).getUTCDay();
}

/** Whether the calendar has this day. */
export function isDay({ year, month, day }: Day): boolean {
	return dayOf(Date.UTC(year, month, day)).month === month;
}

function periodBetween(fromMs: number, toMs: number): Period {
	const iso = (ms: number) => new Date(ms).toISOString();
	return { from: iso(fromMs), to: iso(toMs), earliest: iso(fromMs - DAY_MS), latest: iso(toMs + DAY_MS) };
}
