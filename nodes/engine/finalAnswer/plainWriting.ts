const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Between the digits of a number, one of these spaces only groups them. */
const groupingSpaces = /(?<=\d)(?:[\u00a0\u2009\u202f]|\\[,; ]|\{?\\,\}?)(?=\d)/g;

const wrappers =
	/\\(?:text|textbf|textit|textrm|texttt|mathrm|mathbf|mathit|mathsf|operatorname|mbox|boldsymbol|bm|underline|emph)\s?\{([^{}]{0,400})\}/g;

const rewritings: ReadonlyArray<readonly [RegExp, string]> = [
	// Inside JSON, a backslash is written twice.
	[/\\\\(?=[A-Za-z,!;:$%{(])/g, '\\'],
	[/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, ''],
	[/[−–‒﹣－](?=\s?[\p{Sc}\d.\\])/gu, '-'],
	[/−/g, '-'],
	[/(?<=\d)\{,\}(?=\d{1,2}(?!\d))/g, '.'],
	[/\{,\}/g, ','],
	[/\\!/g, ''],
	[groupingSpaces, ' '],
	[/[\u00a0\u2009\u202f\u3000]/g, ' '],
	[/\\(?:left|right|displaystyle|textstyle|bigl?|bigr|Bigl?|Bigr|quad|qquad|limits)(?![A-Za-z])/g, ' '],
	[/\\[()[\]]/g, ' '],
	[/\\[,;: ]/g, ' '],
	[/\\[dtc]frac(?![A-Za-z])/g, '\\frac'],
	[/\\([$%#&])/g, '$1'],
	[/\\(?:times|cdot|ast)(?![A-Za-z])|[×⋅·∗]/g, ' * '],
	[/\\div(?![A-Za-z])|÷/g, ' / '],
	[/\\(?:approx|simeq|equiv)(?![A-Za-z])|[≈≃≅]/g, ' = '],
	[/\^\s?(?:\{\s?\\circ\s?\}|\\circ(?![A-Za-z]))|\\degree(?![A-Za-z])/g, '°'],
	[/\\pi(?![A-Za-z])/g, 'π'],
];

/**
 * Writes numbers and formulas in one way: other digits as 0 to 9, `½` as 1/2, LaTeX without what only sets its type, `minus 7` as -7.
 *
 * Words and lines stay as they are. Every pattern takes a time that grows with the text, and no faster.
 */
export function toPlainWriting(text: string): string {
	let plain = text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
	plain = plain.replace(/[\p{Nd}]/gu, toDigit);
	plain = plain.replace(/[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,8}/g, toExponent);
	plain = plain.replace(/(\d)?\s?([¼-¾⅐-⅞])/g, toFraction);
	for (const [pattern, written] of rewritings) plain = plain.replace(pattern, written);
	for (let depth = 0; depth < 2; depth++) plain = plain.replace(wrappers, ' $1 ');
	return plain
		.replace(
			/(?:\b(?:not|isn't|rather than|instead of|nicht|statt|n'est pas|no es|non è|não é)\s{1,3}|(?:不是|并非|並非)\s?)[\p{Sc}]?-?\d[\d.,]*(?![\d/])(?:[,，]?\s{0,3}(?:(?:but|sondern|mais|sino|ma|mas)\b|而是))?/giu,
			' ',
		)
		.replace(/(?<![\d)]\s?)\b(?:minus|negative)\s(?=\s?[\p{Sc}]?[\d.])/giu, '-');
}

/** A text may be nothing but digits of other scripts: each is looked up once. */
const digits = new Map<string, string>();

function toDigit(sign: string): string {
	const digit = digits.get(sign) ?? readDigit(sign);
	digits.set(sign, digit);
	return digit;
}

function readDigit(digit: string): string {
	const code = digit.codePointAt(0) ?? 0;
	if (code < 128) return digit;
	// The ten digits of a script follow each other, and its zero is the first of them.
	let zero = code;
	while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
	const mathematical = code >= 0x1d7ce && code <= 0x1d7ff;
	return String(mathematical ? (code - 0x1d7ce) % 10 : code - zero);
}

/** `10⁶` is `10^6`; behind a letter, as in m², it stays with its unit. */
function toExponent(written: string, at: number, text: string): string {
	if (!/[\d)}]/.test(text[at - 1] ?? '')) return written;
	const digits = [...written].map((each) => (each === '⁻' ? '-' : each === '⁺' ? '' : String(superscripts.indexOf(each)))).join('');
	return `^{${digits}}`;
}

const fractions = new Map<string, string>();

function toFraction(_: string, digit: string | undefined, sign: string): string {
	const fraction = fractions.get(sign) ?? sign.normalize('NFKC').replace('⁄', '/');
	fractions.set(sign, fraction);
	return digit === undefined ? fraction : `${digit} ${fraction}`;
}
