import { dayOf, isDay, periodOfDays, periodOfMonths, periodOfYear, type Period } from './calendar';
import { mostYears, yearOf, type QuestionWord, type TimeRead } from './timeRead';
import { ambiguousMonths, beforeTime, monthOf, monthOfShort, notPast } from './timeWords';

/** Reads a date that begins at a word: a day, a month or a year of the calendar. */
export function readDate(words: readonly QuestionWord[], at: number, nowMs: number): TimeRead | undefined {
	return readNumbers(words, at) ?? readNames(words, at, nowMs) ?? readYear(words, at);
}

/** 2023-05-07, 2023-05, 07.05.2023, 5/7/2023. */
function readNumbers(words: readonly QuestionWord[], at: number): TimeRead | undefined {
	const [first, second, third] = words.slice(at, at + 3);
	if (first === undefined || second?.joint === undefined || !/^\d{1,2}$/.test(second.text)) return undefined;
	const middle = Number(second.text);
	const last = third?.joint === undefined ? undefined : third.text;
	const year = yearOf(first.text);
	if (year !== undefined) {
		// In ISO 8601 the hour follows the day: 2023-05-07T10:00.
		const day = /^(\d{1,2})(?:t\d+)?$/.exec(last ?? '')?.[1];
		if (day !== undefined) return toDays(year, [[middle, Number(day)]]);
		return last === undefined && middle >= 1 && middle <= 12 ? { periods: [periodOfMonths(year, middle - 1)], words: 2 } : undefined;
	}
	const lastYear = yearOf(last);
	if (lastYear === undefined || !/^\d{1,2}$/.test(first.text)) return undefined;
	const dayFirst = [middle, Number(first.text)] as const;
	// With points the day comes first, otherwise that is open.
	const isOpen = second.joint !== '.' && middle !== Number(first.text);
	return toDays(lastYear, isOpen ? [dayFirst, [Number(first.text), middle]] : [dayFirst]);
}

/** By months from 1 and days; those that no calendar has are left out. */
function toDays(year: number, readings: ReadonlyArray<readonly [number, number]>): TimeRead | undefined {
	const periods = readings.map(([month, day]) => ({ year, month: month - 1, day })).filter(isDay);
	return periods.length === 0 ? undefined : { periods: periods.map((day) => periodOfDays(day)), words: 3 };
}

/** 7 May 2023, the 7th of May, May 7th, May 2023, in May. */
function readNames(words: readonly QuestionWord[], at: number, nowMs: number): TimeRead | undefined {
	const text = (place: number) => words[place]?.text ?? '';
	let next = at;
	let day = dayIn(text(next));
	if (day !== undefined) next += text(next + 1) === 'of' ? 2 : 1;
	const name = text(next++);
	const month = monthOf.get(name) ?? monthOfShort.get(name);
	if (month === undefined) return undefined;
	const dayAfter = day === undefined ? dayIn(text(next)) : undefined;
	const isSure = day !== undefined || (dayAfter !== undefined && (words[next - 1]?.isCapital === true || /[a-z]$/.test(text(next))));
	if (dayAfter !== undefined) next++;
	day ??= dayAfter;
	const beforeYear = text(next) === 'of' ? 1 : 0;
	const year = yearOf(text(next + beforeYear));
	if (year !== undefined) next += 1 + beforeYear;
	const before = text(at - 1);
	const isAlone = day === undefined && year === undefined;
	if (notPast.has(before) || (isAlone && !monthOf.has(name))) return undefined;
	if (ambiguousMonths.has(name) && year === undefined && !isSure && !beforeTime.has(before)) return undefined;
	return { periods: periodsOf(month, day, yearsOf(month, year, isAlone ? before : '', nowMs)), words: next - at };
}

function periodsOf(month: number, day: number | undefined, years: readonly number[]): Period[] {
	if (day === undefined) return years.map((year) => periodOfMonths(year, month));
	return years
		.map((year) => ({ year, month, day }))
		.filter(isDay)
		.map((each) => periodOfDays(each));
}

function yearsOf(month: number, year: number | undefined, before: string, nowMs: number): readonly number[] {
	if (year !== undefined) return [year];
	const today = dayOf(nowMs);
	if (before === 'this') return [today.year];
	if (before === 'last') return [month < today.month ? today.year : today.year - 1];
	return Array.from({ length: mostYears }, (_, back) => today.year - back);
}

/** A year that stands alone, in no number of a version or a part. */
function readYear(words: readonly QuestionWord[], at: number): TimeRead | undefined {
	const year = yearOf(words[at]?.text);
	const isPart = words[at]?.joint !== undefined || words[at + 1]?.joint !== undefined;
	return year === undefined || isPart ? undefined : { periods: [periodOfYear(year)], words: 1 };
}

function dayIn(word: string): number | undefined {
	const day = Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1]);
	return day >= 1 && day <= 31 ? day : undefined;
}
