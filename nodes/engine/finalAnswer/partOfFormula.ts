import type { Expression } from './expression';

/** Commands that only set type, or lead on to what follows. */
const idle =
	'text|math|boxed|fbox|underline|emph|(?:[Rr]ight|[Ll]ong)?(?:right)?arrow|Rightarrow|implies|therefore|because|color|phantom|hspace|newline|end';
const unit = '(?:[mck]?m|ft|in|inches|feet|yards?|miles?|units?|met(?:er|re)s?|[a-z]{2,12}m(?:et(?:er|re)s))';
const words = 'sqrt|cbrt|sin|cos|tan|arcsin|arccos|arctan|log|ln|exp|pi|infinity';

/** What is left of a formula beside its number: a function, a power, an inequality, an interval. */
const formulaSign = new RegExp(
	String.raw`\\(?!(?:${idle}))[A-Za-z]{2,}|[≤≥≠∞∪∩∈√∛⌊⌋⌈⌉⁄]|< {0,2}(?:[-\d(\\=]|[A-Za-z](?![A-Za-z>]))|(?<!${unit}\s{0,2})[_^](?=[{\dA-Za-z(])|infinity`,
);
const functionWord = new RegExp(String.raw`(?<![A-Za-z])(?:${words}) ?[(/*]?$`);
const constantWord = /(?:\*|\d) ?(?:sqrt|cbrt|pi)\b/;
const goesOn = [
	/^°? {0,3}[-+*/^] {0,3}[A-Za-z(](?![A-Za-z])/,
	/^\.?\(\d/,
	/^ {0,2}\*? {0,2}\([A-Za-z] {0,2}[-+*/^]/,
	/^ ?[A-Za-z](?:\(| {0,2}[-+*/^] {0,2}\d)/,
	/^! {0,2}[-+*/]/,
	/^ {0,3}\*? {0,3}i\s*$/,
	/^ {0,3}(?:[-+/]|\*(?!\*)) {0,3}(?:[-+/]|\*(?!\*))/,
	/^ : \d/,
];
const leadsOn = /(?<![A-Za-z])[A-Za-z)] {0,3}[*+/^] {0,3}$/;
const thousandsInFormula = /\dk(?= ?[-+*/^]|[^\n]{0,80}[π√\\])/;
const isBounded = /\d ?> ?[A-Za-z](?![A-Za-z])/;
const letter = '(?<![A-Za-z])[A-Za-z](?![A-Za-z])';
/** A side with an unknown that is added to, multiplied or raised. */
const unknownSide = new RegExp(
	String.raw`\d ?${letter.replace('(?<![A-Za-z])', '')}|${letter} {0,2}[-+*/^] {0,2}[\dA-Za-z(](?![A-Za-z])|\) ?\^`,
);
const sumOfNames = /^ *[A-Za-z](?: {0,2}\+ {0,2}[A-Za-z]){1,4} *$/;

/**
 * Whether a number is only a part of the formula around it, as 3 in `\log_2 3`, 2 in `(-\infty, 2]` and 25 in `x^2 + y^2 = 25`.
 *
 * Of an equation, `equals` is where its right side begins.
 */
export function isPartOfFormula(clause: string, { start, end }: Expression, equals: number | undefined): boolean {
	const before = clause.slice(equals ?? 0, start).replaceAll('$', ' ');
	const after = clause.slice(end).replaceAll('$', ' ');
	const itself = clause.slice(start, end);
	if (formulaSign.test(`${before} ${after}`) || functionWord.test(before) || constantWord.test(`${itself.slice(-1)}${after}`)) return true;
	if (
		goesOn.some((each) => each.test(after)) ||
		leadsOn.test(before) ||
		isBounded.test(clause.slice(start)) ||
		thousandsInFormula.test(itself)
	)
		return true;
	if ((/k$/.test(itself) && /^ ?[-+*/^] ?\d/.test(after)) || (/[π√\\]/.test(itself) && /^ ?[a-z]\s*$/.test(after))) return true;
	if (itself.startsWith('-') && /\| ?$/.test(before) && /^ ?\|/.test(after)) return true;
	return equals !== undefined && start > equals && isUnsolved(clause.slice(0, equals));
}

/** The left side of the only equation has more than a name in it. */
function isUnsolved(before: string): boolean {
	if (before.includes('=')) return false;
	const left =
		before
			.split(/[,;:]|\b(?:so|and|then|that|when|if|gives|thus|is)\b/)
			.at(-1)
			?.replaceAll('$', ' ') ?? '';
	return unknownSide.test(left) && !sumOfNames.test(left);
}
