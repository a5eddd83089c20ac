const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** Months by their English names, counted from 0. */
export const monthOf: ReadonlyMap<string, number> = new Map(months.map((name, month) => [name, month]));

/** Short names are read beside a day or a year only: "dec" and "mar" stand for other things too. */
export const monthOfShort: ReadonlyMap<string, number> = new Map([
	...months.map((name, month) => [name.slice(0, 3), month] as const),
	['sept', 8] as const,
]);

/** Verbs as well: they are months after a word like "in", or beside a day or a year. */
export const ambiguousMonths: ReadonlySet<string> = new Set(['may', 'march']);

/** Sunday is 0. */
export const weekdayOfName: ReadonlyMap<string, number> = new Map(
	['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'].map((name, day) => [name, day]),
);

/** The month in which a season begins, on the northern half of the earth. */
export const seasonBegins: ReadonlyMap<string, number> = new Map([
	['spring', 2],
	['summer', 5],
	['autumn', 8],
	['fall', 8],
	['winter', 11],
]);

/** After one of these, the name of a month or a season is a time. */
export const beforeTime: ReadonlySet<string> = new Set(
	'in of since during by until till before after from last this early late mid between through throughout over past on'.split(' '),
);

/** What comes or comes again is not looked for among what was. */
export const notPast: ReadonlySet<string> = new Set(['next', 'every', 'each', 'coming', 'following']);

/** After "this" and "last". */
export const partsOfDay: ReadonlySet<string> = new Set(['morning', 'afternoon', 'evening', 'night']);

const numbers = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** "3", "three", "a". */
export function countOf(word = ''): number | undefined {
	if (word === 'a' || word === 'an') return 1;
	if (/^[1-9]\d?$/.test(word)) return Number(word);
	const place = numbers.indexOf(word);
	return place === -1 ? undefined : place + 1;
}
