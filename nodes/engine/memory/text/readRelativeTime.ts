import {
	dayOf,
	daysBefore,
	periodOfDays,
	periodOfMonths,
	periodOfWeek,
	periodOfYear,
	periodUntilToday,
	weekdayOf,
	type Period,
} from './calendar';
import { readDate } from './readDate';
import type { QuestionWord, TimeRead } from './timeRead';
import { countOf, notPast, partsOfDay, weekdayOfName } from './timeWords';

/** Of the "last two months", which are none of the calendar. */
const daysIn: ReadonlyMap<string, number> = new Map([
	['day', 1],
	['week', 7],
	['month', 30],
	['year', 365],
]);

/** Reads a time that begins at a word and counts from now: yesterday, last week, two weeks ago, the past three days, on Monday. */
export function readRelativeTime(words: readonly QuestionWord[], at: number, nowMs: number): TimeRead | undefined {
	return readDayOrUnit(words, at, nowMs) ?? readCount(words, at, nowMs) ?? readWeekday(words, at, nowMs);
}

/** Today, yesterday, last night, this week, last month. */
function readDayOrUnit(words: readonly QuestionWord[], at: number, nowMs: number): TimeRead | undefined {
	const [text, next = ''] = words.slice(at, at + 2).map((word) => word.text);
	if (text === 'today' || text === 'tonight') return one(unitBefore('day', 0, nowMs), 1);
	if (text === 'yesterday') return one(unitBefore('day', 1, nowMs), 1);
	if (text !== 'this' && text !== 'last') return undefined;
	const back = text === 'this' ? 0 : 1;
	if (daysIn.has(next)) return one(unitBefore(next, back, nowMs), 2);
	if (partsOfDay.has(next)) return one(unitBefore('day', back, nowMs), 2);
	return next === 'weekend' ? one(weekend(back, nowMs), 2) : undefined;
}

/** Two weeks ago, the last two weeks, the past month. */
function readCount(words: readonly QuestionWord[], at: number, nowMs: number): TimeRead | undefined {
	const [text, next, after] = words.slice(at, at + 3).map((word) => word.text);
	const ago = countOf(text);
	const unit = unitOf(next);
	if (ago !== undefined && unit !== undefined && after === 'ago') return one(unitBefore(unit, ago, nowMs), 3);
	if (text !== 'last' && text !== 'past') return undefined;
	const count = countOf(next);
	const counted = count === undefined ? unit : unitOf(after);
	return counted === undefined ? undefined : one(periodUntilToday(nowMs, (count ?? 1) * daysIn.get(counted)!), count === undefined ? 2 : 3);
}

/** The last such day: today counts, but not for "last Monday". A weekday before a date adds nothing to it. */
function readWeekday(words: readonly QuestionWord[], at: number, nowMs: number): TimeRead | undefined {
	const isLast = words[at]?.text === 'last';
	const place = isLast ? at + 1 : at;
	const weekday = weekdayOfName.get(words[place]?.text ?? '');
	if (weekday === undefined || notPast.has(words[place - 1]?.text ?? '') || readDate(words, place + 1, nowMs)) return undefined;
	const back = (weekdayOf(nowMs) - weekday + 7) % 7;
	return one(periodOfDays(dayOf(daysBefore(nowMs, isLast && back === 0 ? 7 : back))), isLast ? 2 : 1);
}

function one(period: Period, words: number): TimeRead {
	return { periods: [period], words };
}

function unitOf(word = ''): string | undefined {
	const unit = word.endsWith('s') ? word.slice(0, -1) : word;
	return daysIn.has(unit) ? unit : undefined;
}

/** The day, week, month or year of the calendar so many of them ago. */
function unitBefore(unit: string, count: number, nowMs: number): Period {
	const { year, month } = dayOf(nowMs);
	if (unit === 'day') return periodOfDays(dayOf(daysBefore(nowMs, count)));
	if (unit === 'week') return periodOfWeek(daysBefore(nowMs, 7 * count));
	return unit === 'month' ? periodOfMonths(year, month - count) : periodOfYear(year - count);
}

/** The Saturday and Sunday that began last; with `back` those that are over. */
function weekend(back: number, nowMs: number): Period {
	const sinceSaturday = (weekdayOf(nowMs) + 1) % 7;
	return periodOfDays(dayOf(daysBefore(nowMs, sinceSaturday + (back === 1 && sinceSaturday < 2 ? 7 : 0))), 2);
}
