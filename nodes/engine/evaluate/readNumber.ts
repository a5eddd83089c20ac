const numeral = String.raw`(?:(?<![\w)])[-−])?[$€£]?\s?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+\b)?`;
const anyNumber = new RegExp(numeral, 'g');

/** Where models write their final answer, the most reliable first. What follows is searched up to the end of the line. */
const markers: readonly RegExp[] = [
	/\\boxed\{((?:[^{}]|\{[^{}]*\})*)\}/gi,
	/####[ \t]*([^\n]*)/g,
	/["']?(?:final[_ ]?)?answer["']?\s*:\s*(?:\*\*)?\s*["']?([^"'\n}]*)/gi,
	/\banswer\s+is\s*:?\s*([^\n]*)/gi,
];

/**
 * Takes the final number out of an answer, as plain digits: `$1,000.50` gives `1000.5`.
 *
 * A number that the answer marks as final (`\boxed{}`, `####`, `answer:`, `the answer is`) goes before any other; else the last one counts. JSON
 * need not be well-formed. Undefined where there is no number.
 */
export function readNumber(answer: { readonly text: string; readonly data?: unknown }): string | undefined {
	if (typeof answer.data === 'number') return canonical(String(answer.data));
	for (const marker of markers) {
		const marked = [...answer.text.matchAll(marker)].at(-1)?.[1];
		const first = marked === undefined ? undefined : marked.match(anyNumber)?.[0];
		if (first !== undefined) return canonical(first);
	}
	const last = answer.text.match(anyNumber)?.at(-1);
	return last === undefined ? undefined : canonical(last);
}

/** One way of writing each number; digits beyond what a double holds are kept as they are. */
function canonical(written: string): string {
	const digits = written.replace(/[,$€£\s]/g, '').replace('−', '-');
	const value = Number(digits);
	if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(digits)) return digits.replace(/^(-?)0+(?=\d)/, '$1');
	return String(value === 0 ? 0 : value);
}
