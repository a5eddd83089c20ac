/** A number as it is written at one place of a text. */
export interface Numeral {
	/** Digits with a point, without grouping. */
	readonly digits: string;
	readonly end: number;
	/** Read with a comma for the decimal point, which a list of two numbers has as well. */
	readonly hasDecimalComma?: true;
}

/** Groups are bounded, so that a text of nothing but groups is read once. */
const ways: ReadonlyArray<readonly [RegExp, (written: string) => string]> = [
	// 12 500 and 12'500
	[/\d{1,3}(?: \d{3}){1,8}(?![\d])(?:\.\d+(?!\.?\d)|,\d{1,2}(?!\d))?/y, (written) => written.replaceAll(' ', '').replace(',', '.')],
	[/\d{1,3}(?:['’]\d{3}){1,8}(?!\d)(?:[.,]\d+)?/y, (written) => written.replace(/['’]/g, '').replace(',', '.')],
	// 12,500.75 and 1,00,000
	[/[1-9]\d{0,2}(?:,\d{2,3}){0,8},\d{3}(?!\d)(?:\.\d+)?/y, (written) => written.replaceAll(',', '')],
	// 1.250,50 and 1.250.000
	[/[1-9]\d{0,2}(?:\.\d{3}){1,8},\d+(?![.,]?\d)/y, (written) => written.replaceAll('.', '').replace(',', '.')],
	[/[1-9]\d{0,2}(?:\.\d{3}){2,8}(?![.,]?\d)/y, (written) => written.replaceAll('.', '')],
];
const decimalComma = /(?:0,\d+|\d+,\d{1,2})(?![\d]|,\s?\d|\.\d)/y;
const plain = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3}(?![\w]))?/y;

const magnitudes: ReadonlyArray<readonly [RegExp, number]> = [
	[/ ?(?:hundred)(?![\p{L}])/iuy, 1e2],
	[/ ?(?:thousand|tausend|mille|mil|tys\.?|тыс\.?)(?![\p{L}])| ?千|k(?![\p{L}\d/])/iuy, 1e3],
	[/ ?万| ?萬/y, 1e4],
	[/ ?(?:lakhs?)(?![\p{L}])/iuy, 1e5],
	[/ ?(?:millions?|millionen|mio\.?|millones|mln\.?|млн\.?|milhões)(?![\p{L}])/iuy, 1e6],
	[/ ?(?:crores?)(?![\p{L}])/iuy, 1e7],
	[/ ?亿| ?億/y, 1e8],
	[/ ?(?:billions?|bn|milliarden?|mrd\.?|milliards?|млрд\.?)(?![\p{L}])/iuy, 1e9],
	[/ ?(?:trillions?)(?![\p{L}])/iuy, 1e12],
];

/** Reads the number that begins at a place of a text; undefined where none does. */
export function readNumeral(text: string, at: number): Numeral | undefined {
	for (const [way, toDigits] of ways) {
		const written = matchAt(way, text, at);
		if (written !== undefined) return { digits: toDigits(written), end: at + written.length };
	}
	const comma = /[\d],\s?$/.test(text.slice(Math.max(0, at - 3), at)) ? undefined : matchAt(decimalComma, text, at);
	if (comma !== undefined) return { digits: comma.replace(',', '.'), end: at + comma.length, hasDecimalComma: true };
	const written = matchAt(plain, text, at);
	return written === undefined ? undefined : { digits: written, end: at + written.length };
}

/** Behind an amount of money a letter is enough: `$1.5M`. */
const moneyLetters: ReadonlyArray<readonly [RegExp, number]> = [
	[/ ?MM?(?![\p{L}\d])/uy, 1e6],
	[/ ?(?:B|bn|Bn|BN)(?![\p{L}\d])/uy, 1e9],
	[/ ?T(?![\p{L}\d])/uy, 1e12],
];
const money = /(?:\p{Sc}|USD|EUR|GBP|CHF|INR) ?-?$/u;

/** What a word behind a number multiplies it by: a million in `1.5 million`; `start` is where the number begins. */
export function readMagnitude(text: string, at: number, start = at): { readonly factor: number; readonly end: number } | undefined {
	const words = money.test(text.slice(Math.max(0, start - 5), start)) ? [...magnitudes, ...moneyLetters] : magnitudes;
	for (const [word, factor] of words) {
		const written = matchAt(word, text, at);
		if (written !== undefined) return { factor, end: at + written.length };
	}
	return undefined;
}

/** What a sticky pattern matches at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0];
}
