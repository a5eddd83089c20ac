const numeral = String.raw`(?:(?<![\w)])[-−])?[$€£]?\s?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+\b)?`;
/** `3/4` and `2 1/2`, and no date or path such as `3/4/2026`. */
const fraction = String.raw`\s?(?<![\w./])(?:(?<!\))[-−]\s?)?(?:\d+[ ])?\d+\/0*[1-9]\d*(?![\d./]*\/|\.?\d|\w)`;
const anyNumber = new RegExp(`${fraction}|${numeral}`, 'g');

/** `\frac{1}{2}` of LaTeX, with the digit before it. A space at most between them: any number would take a time that grows with its square. */
const latexFraction = /(\d ?)?\\[dt]?frac\s*\{\s*(\d+)\s*\}\s*\{\s*(\d+)\s*\}/g;

/** Longer than the name of any unit. */
const MOST_AFTER = 60;

/** Where models write their final answer, the most reliable first. What follows is searched up to the end of the line. */
const markers: readonly RegExp[] = [
	/\\boxed\{((?:[^{}]|\{[^{}]*\})*)\}/gi,
	/####[ \t]*([^\n]*)/g,
	/["']?(?:final[_ ]?)?answer["']?\s*:\s*(?:\*\*)?\s*["']?([^"'\n}]*)/gi,
	/\banswer\s+is\s*:?\s*([^\n]*)/gi,
];

/** A number as an answer has it, and what stands behind it up to the end of the line. */
export interface FoundNumber {
	/** As plain digits. */
	readonly number: string;
	readonly after: string;
}

/**
 * Takes the final number out of an answer, as plain digits: `$1,000.50` gives `1000.5`, and `1/2`, `\\frac{1}{2}` and `0.5` are one.
 *
 * A number that the answer marks as final (`\boxed{}`, `####`, `answer:`, `the answer is`) goes before any other; else the last one counts. JSON
 * need not be well-formed. Undefined where there is no number.
 */
export function readNumber(answer: { readonly text: string; readonly data?: unknown }): FoundNumber | undefined {
	if (typeof answer.data === 'number') return { number: canonical(String(answer.data)), after: '' };
	const text = answer.text.replace(
		latexFraction,
		(_, before: string | undefined, over: string, under: string) => `${before === undefined ? '' : `${before.trim()} `}${over}/${under}`,
	);
	for (const marker of markers) {
		const marked = [...text.matchAll(marker)].at(-1);
		const first = marked?.[1]?.matchAll(anyNumber).next().value;
		// What the marker leaves out of its line, such as a closing brace, is no unit.
		if (first !== undefined) return toFound(first);
	}
	const last = [...text.matchAll(anyNumber)].at(-1);
	return last === undefined ? undefined : toFound(last);
}

function toFound(match: RegExpMatchArray): FoundNumber {
	const end = (match.index ?? 0) + match[0].length;
	const [after = ''] = (match.input ?? '').slice(end, end + MOST_AFTER).split('\n');
	return { number: canonical(match[0]), after };
}

/** One way of writing each number; digits beyond what a double holds are kept as they are. */
function canonical(written: string): string {
	if (written.includes('/')) return String(valueOfFraction(written));
	const digits = written.replace(/[,$€£\s]/g, '').replace('−', '-');
	const value = Number(digits);
	if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(digits)) return digits.replace(/^(-?)0+(?=\d)/, '$1');
	return String(value === 0 ? 0 : value);
}

function valueOfFraction(written: string): number {
	const [, sign = '', whole = '0', over = '0', under = '1'] = /^\s?([-−]?)\s?(?:(\d+) )?(\d+)\/(\d+)$/.exec(written) ?? [];
	const value = Number(whole) + Number(over) / Number(under);
	return sign === '' || value === 0 ? value : -value;
}
