import type { Period } from './calendar';
import { readDate } from './readDate';
import { readRelativeTime } from './readRelativeTime';
import { readSeason } from './readSeason';
import { readSpan } from './readSpan';
import type { QuestionWord } from './timeRead';

/** A time that a question names: one of these periods, as "in May" may mean the May of any year. */
export interface TimeAsked {
	readonly periods: readonly Period[];
}

/** Later words of a question are not looked at. */
const MOST_WORDS = 200;
const MOST_TIMES = 4;
/** Relative words count from no earlier and no later time. */
const EARLIEST_MS = Date.UTC(1000, 0);
const LATEST_MS = Date.UTC(9000, 0);

/**
 * Reads the times that a question names: "7 May 2023", "in May", "2023-05-07", "07.05.2023", "last summer", "on Monday", "two weeks ago", "between 2010 and 2015".
 *
 * English words and numbers only. Relative words count from `now` (ISO 8601); days, weeks (from Monday) and seasons (of the northern half of the earth) are those of UTC. Without a year, a
 * month, a season or a day is that of any of the last ten; a date whose order is open, as 5/7/2023, is both. What is to come ("next Monday") and vague words ("recently") are no times.
 */
export function readTimes(question: string, now: string): TimeAsked[] {
	const nowMs = Math.min(Math.max(Date.parse(now), EARLIEST_MS), LATEST_MS);
	if (Number.isNaN(nowMs)) return [];
	const words = readWords(question);
	const readOne = (at: number) => readDate(words, at, nowMs) ?? readRelativeTime(words, at, nowMs) ?? readSeason(words, at, nowMs);
	const times = new Map<string, TimeAsked>();
	for (let at = 0; at < words.length && times.size < MOST_TIMES;) {
		const read = readSpan(words, at, readOne) ?? readOne(at);
		if (read && read.periods.length > 0) times.set(JSON.stringify(read.periods), { periods: read.periods });
		at += read?.words ?? 1;
	}
	return [...times.values()];
}

function readWords(question: string): QuestionWord[] {
	const words: QuestionWord[] = [];
	let end = 0;
	for (const { 0: word, index } of question.matchAll(/[\p{L}\p{N}]+/gu)) {
		if (words.length === MOST_WORDS) break;
		const isJoined = index === end + 1 && '-/.'.includes(question[end]!);
		const text = word.toLowerCase();
		words.push({ text, isCapital: text[0] !== word[0], ...(isJoined && { joint: question[end]! }) });
		end = index + word.length;
	}
	return words;
}
