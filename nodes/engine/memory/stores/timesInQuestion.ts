import type { Period } from '../text/calendar';
import { readTimes, type TimeAsked } from '../text/readTimes';
import type { Match, Word } from './rankText';

/** A time that a question names, beside its words. */
export interface TimeWord extends TimeAsked {
	/** Stands for it among the terms; no text has such a term. */
	readonly term: string;
	/** Memories of the namespace that are of this time. */
	readonly holding: number;
}

/** A memory of this time counts as one that says it once; within a day of it, half. */
const CLOSE = 0.5;
/** So many memories of a time are looked at without a word of the question, and no more than half of the namespace where words find some: of a longer time words must tell. */
const MOST_WITHOUT_WORD = 1000;

/** The times that a question names; `now` is the time that relative words count from. */
export function timesInQuestion(question: string, now: string): ReadonlyArray<Omit<TimeWord, 'holding'>> {
	return readTimes(question, now).map((time, place) => ({ ...time, term: ` time ${place}` }));
}

/** Whether the memories of a time are looked at where they hold no word of the question. */
export function findsWithoutWord({ holding }: TimeWord, memories: number, areFoundByWords: boolean): boolean {
	return holding <= MOST_WITHOUT_WORD && (!areFoundByWords || holding * 2 <= memories);
}

/** How often a memory holds each word and each time, which is from when it holds. */
export function withNearness(times: Float64Array, asked: readonly TimeWord[], validFrom: string): Float64Array {
	if (asked.length === 0) return times;
	const all = new Float64Array(times.length + asked.length);
	all.set(times);
	for (const [place, { periods }] of asked.entries()) all[times.length + place] = nearnessOf(periods, validFrom);
	return all;
}

function nearnessOf(periods: readonly Period[], at: string): number {
	if (periods.some(({ from, to }) => from <= at && at < to)) return 1;
	return periods.some(({ earliest, latest }) => earliest <= at && at < latest) ? CLOSE : 0;
}

/** What to look for: words, and times with what holds them. */
export function wordsOf(words: readonly string[], times: readonly TimeWord[]): Word[] {
	return [...words.map(() => ({ weight: 1 })), ...times.map(({ holding }) => ({ weight: 1, holding }))];
}

/** Those that hold a word, not only a time; where none does, all of them. */
export function foundByWords(matches: readonly Match[], words: number): readonly Match[] {
	const found = matches.filter(({ times }) => times.subarray(0, words).some((count) => count > 0));
	return found.length > 0 ? found : matches;
}
