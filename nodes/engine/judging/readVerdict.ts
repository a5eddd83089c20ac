import { findProseVerdicts } from './proseVerdicts';
import type { Verdict } from './verdict';

/** Verdicts stand at the end; what is further away is the judge's way there. */
const MOST_CHARACTERS = 20_000;

const noun = String.raw`(?:(?:the\s)?(?:answer|response|assistant|output|option|candidate|model|solution|choice|text|summary)[\s_-]{0,2}#?)`;
const opening = String.raw`[\s"'*_(\[{$\\]{0,8}`;
const tie = String.raw`neither|none|(?:a\s)?tie\b|tied|(?:a\s)?draw\b|both|equal(?:ly)?(?:\s(?:good|bad))?|same`;
const named = String.raw`${opening}${noun}?${opening}(?:text(?:bf)?\{)?(?<named>${tie}|[AB](?!\w|['’-]\w)|(?:the\s)?(?:first|second)\b)|${opening}${noun}[("[]?(?<numbered>[12])(?!\w)`;
const key = String.raw`(?:final[\s_-]?|overall[\s_-]?|my[\s_-]?)?(?:better|verdict|winner|preferred|preference|choice|decision|judge?ment|best|selected|selection|pick|vote|conclusion|evaluation|answer|result)(?:[\s_-]?(?:answer|response|assistant|option|one|choice|is))?`;

/** A verdict in a form that holds nothing else; each stands on its own, at the beginning of a line or sentence. */
const forms: readonly RegExp[] = [
	new RegExp(
		String.raw`(?:^|[\n{,]|[.!?:;)\]]\s{1,3})[\s"'*_#>$\\-]{0,8}(?:text\{)?(?:the\s|my\s)?${key}["'*_]{0,4}\s{0,3}(?:[:=→–—-]|\bis\b:?)["'*_]{0,4}\s{0,3}(?:${named}|(?<digit>[12])(?=["'\s.,}]|$))`,
		'gi',
	),
	/\[\[\s{0,2}(?:(?<named>A|B|C|tie|neither)|(?<left>A|B)\s{0,2}(?<sign>>{1,2}|<{1,2}|=|≈)\s{0,2}(?:A|B))\s{0,2}\]\]/gi,
	new RegExp(String.raw`\\boxed\{\s{0,2}(?:\\text(?:bf)?\{)?\s{0,2}(?:${named})`, 'gi'),
	new RegExp(String.raw`<(?:verdict|answer|winner|choice|better|preferred|decision|final|preference)>\s{0,4}(?:${named})`, 'gi'),
	new RegExp(String.raw`(?:^|\n)[\s"'*_#>(\[]{0,8}(?:${named})["'*_)\]}.!]{0,5}\s{0,3}(?=\n|$)`, 'gi'),
	/(?:^|\n)[\s"'*_]{0,4}(?<left>A|B)\s{0,2}(?<sign>>{1,2}|<{1,2}|=|≈)\s{0,2}(?:A|B)[\s"'*_.]{0,4}(?=\n|$)/g,
];

const comparedTo = /^["'*_\s]{0,3}(>{1,2}|<{1,2}|=|≈)\s{0,2}["'*_]{0,2}[AB](?!\w)/;
/** `Winner: A? No, B.`, and a letter in a line of its own that the next line goes on with. */
const isTakenBackAtOnce = /^["'*_)]{0,3}\?|^\s{0,4}(?:is|was)\s(?:not|worse|wrong|the worse|inferior)/i;

const takesBack = /\b(?:wait|correction|actually|on reflection|let me (?:re|correct)|i (?:was|made)|instead|rather|revis|no,)/i;

interface Found {
	readonly verdict: Verdict;
	readonly at: number;
	readonly end: number;
}

/**
 * Reads which of two answers a judge prefers, from the end of its reply: `BETTER: A`, `[[A]]`, `A>B`, JSON, a box, a tag, a last line that names one, or a sentence that says so.
 *
 * Never a letter that merely occurs. Undefined where nothing is said, or where two verdicts do not fit together, unless the judge takes the first one back.
 */
export function readVerdict(text: string): Verdict | undefined {
	const tail = text.slice(-MOST_CHARACTERS);
	const formal = findFormal(tail);
	const last = formal.at(-1);
	const prose = findProseVerdicts(tail);
	if (last === undefined) return agreeing(prose);
	const before = formal.findLast(({ verdict }) => verdict !== last.verdict);
	if (before !== undefined && !takesBack.test(tail.slice(before.end, last.at))) return undefined;
	const spoken = prose.findLast(({ isFirm }) => isFirm);
	const fits = spoken === undefined || spoken.verdict === last.verdict || takesBack.test(tail.slice(spoken.at, last.at));
	return fits ? last.verdict : undefined;
}

/** The last, where all say the same or the last one concludes. */
function agreeing(prose: ReturnType<typeof findProseVerdicts>): Verdict | undefined {
	const firm = prose.filter(({ isFirm }) => isFirm);
	const last = firm.at(-1);
	if (last === undefined) return undefined;
	return last.concludes || firm.every(({ verdict }) => verdict === last.verdict) ? last.verdict : undefined;
}

function findFormal(text: string): readonly Found[] {
	const found = forms
		.flatMap((form) => [...text.matchAll(form)].flatMap((match) => toFound(match, text)))
		.sort((left, right) => left.at - right.at || left.end - right.end);
	return found.filter(({ at, end }) => !isOffered(text, at, end));
}

function toFound(match: RegExpMatchArray, text: string): Found[] {
	const { named: word, numbered, digit, left, sign } = match.groups ?? {};
	const at = match.index ?? 0;
	const end = at + match[0].length;
	// Behind a letter, a sentence about it begins: `Better: B names the wrong city`.
	if (
		/^[AB]$/i.test(word ?? '') &&
		/^ [a-z]/.test(text.slice(end, end + 2)) &&
		!/^\s(?:because|since|as|by|due|with|over|is better)\b/i.test(text.slice(end, end + 14))
	)
		return [];
	const rest = text.slice(end, end + 14);
	if (isTakenBackAtOnce.test(rest)) return [];
	// `Verdict: A < B` names A first, and prefers B.
	const comparison = /^[AB]$/i.test(word ?? '') ? comparedTo.exec(rest)?.[1] : undefined;
	if (comparison !== undefined) return [{ verdict: comparedAs((word ?? '').toUpperCase(), comparison), at, end }];
	const verdict = left === undefined ? verdictOf(word ?? numbered ?? digit ?? '') : comparedAs(left.toUpperCase(), sign ?? '');
	return [{ verdict, at, end }];
}

function verdictOf(word: string): Verdict {
	const plain = word.toLowerCase().replace(/^the\s/, '');
	if (plain === 'a' || plain === 'first' || plain === '1') return 'A';
	return plain === 'b' || plain === 'second' || plain === '2' ? 'B' : 'neither';
}

function comparedAs(left: string, sign: string): Verdict {
	if (!/[<>]/.test(sign)) return 'neither';
	return (left === 'A') === sign.startsWith('>') ? 'A' : 'B';
}

/** The forms told again, as in: one of "BETTER: A", "BETTER: B" or "BETTER: NEITHER". */
function isOffered(text: string, at: number, end: number): boolean {
	return (
		/^["'*`\]]{0,3}(?:,|\sor\b|\s?\/|\s?\|)\s{0,2}(?:or\s)?["'*`[]{0,3}(?:better|verdict|[AB]\b|\[)/i.test(text.slice(end, end + 30)) ||
		/\bor\s["'*`]{0,3}$/i.test(text.slice(Math.max(0, at - 6), at + 1).replace(/[^\w\s"'*`]$/, ''))
	);
}
