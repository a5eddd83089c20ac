import { dayOf, periodOfMonths } from './calendar';
import { mostYears, yearOf, type QuestionWord, type TimeRead } from './timeRead';
import { beforeTime, seasonBegins } from './timeWords';

const WINTER = 11;

/** Reads a season that begins at a word: last summer, in summer, summer 2023, the summer of 2023. A winter with a year is both that begin or end in it. */
export function readSeason(words: readonly QuestionWord[], at: number, nowMs: number): TimeRead | undefined {
	const text = (place: number) => words[place]?.text ?? '';
	const begins = seasonBegins.get(text(at));
	if (begins === undefined) return undefined;
	const beforeYear = text(at + 1) === 'of' ? 1 : 0;
	const year = yearOf(text(at + 1 + beforeYear));
	if (year !== undefined) {
		const years = begins === WINTER ? [year - 1, year] : [year];
		return { periods: years.map((each) => periodOfMonths(each, begins, 3)), words: 2 + beforeYear };
	}
	const before = text(at - 1) === 'the' ? text(at - 2) : text(at - 1);
	if (!beforeTime.has(before)) return undefined;
	const now = new Date(nowMs).toISOString();
	const thisYear = dayOf(nowMs).year;
	const begun = Array.from({ length: mostYears + 1 }, (_, back) => periodOfMonths(thisYear - back, begins, 3)).filter(
		({ from }) => from <= now,
	);
	if (before === 'last') return { periods: begun.filter(({ to }) => to <= now).slice(0, 1), words: 1 };
	return { periods: before === 'this' ? begun.slice(0, 1) : begun, words: 1 };
}
