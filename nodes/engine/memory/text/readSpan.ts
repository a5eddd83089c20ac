import { periodOfYear, periodOver, type Period } from './calendar';
import { yearOf, type QuestionWord, type TimeRead } from './timeRead';

/** What stands between the two ends, by the word before the first one. */
const joiningAfter: ReadonlyMap<string, readonly string[]> = new Map([
	['between', ['and']],
	['from', ['to', 'until', 'till', 'through']],
]);

/** May stand before an end without being a part of it. */
const beforeEnd: ReadonlySet<string> = new Set(['the', 'last', 'this', 'about', 'early', 'mid', 'late']);

/** Reads a time with two ends that begins at a word: between 2010 and 2015, from May to July 2023, 2010-2015; `read` reads either end. It lasts from the beginning of the first to the end of the second. */
export function readSpan(words: readonly QuestionWord[], at: number, read: (at: number) => TimeRead | undefined): TimeRead | undefined {
	return readYears(words, at) ?? readEnds(words, at, read);
}

function readYears(words: readonly QuestionWord[], at: number): TimeRead | undefined {
	const [first, last, after] = words.slice(at, at + 3);
	const [from, to] = [yearOf(first?.text), yearOf(last?.text)];
	if (from === undefined || to === undefined || from > to) return undefined;
	if (first?.joint !== undefined || last?.joint !== '-' || after?.joint !== undefined) return undefined;
	return { periods: [periodOver(periodOfYear(from), periodOfYear(to))], words: 2 };
}

function readEnds(words: readonly QuestionWord[], at: number, read: (at: number) => TimeRead | undefined): TimeRead | undefined {
	const joining = joiningAfter.get(words[at]?.text ?? '');
	const first = joining && readEnd(words, at + 1, read);
	if (first === undefined || joining?.includes(words[first.next]?.text ?? '') !== true) return undefined;
	const last = readEnd(words, first.next + 1, read);
	const periods = last === undefined ? [] : spansOf(first.periods, last.periods);
	return last === undefined || periods.length === 0 ? undefined : { periods, words: last.next - at };
}

/** One end, and the place after it. */
function readEnd(
	words: readonly QuestionWord[],
	at: number,
	read: (at: number) => TimeRead | undefined,
): { readonly periods: readonly Period[]; readonly next: number } | undefined {
	const end = read(at);
	if (end !== undefined) return { periods: end.periods, next: at + end.words };
	return beforeEnd.has(words[at]?.text ?? '') ? readEnd(words, at + 1, read) : undefined;
}

/** Either end may mean several times: each span is as short as can be, and none begins after its end. */
function spansOf(firsts: readonly Period[], lasts: readonly Period[]): Period[] {
	const spans = new Map<string, Period>();
	for (const last of lasts) {
		const first = firsts
			.filter(({ from }) => from <= last.from)
			.reduce<Period | undefined>((latest, each) => (latest !== undefined && latest.from >= each.from ? latest : each), undefined);
		if (first === undefined) continue;
		const known = spans.get(first.from);
		if (known === undefined || last.to < known.to) spans.set(first.from, periodOver(first, last));
	}
	return [...spans.values()];
}
