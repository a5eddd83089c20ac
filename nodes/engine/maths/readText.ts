import { calculate } from './calculate';
import { numberOf } from './expression';
import type { Reading } from './reading';
import { insideOf, isSign, type Token } from './token';
import { currencySigns, numberWords } from './vocabulary';

/** Longer texts are prose. */
const MOST_WORDS = 12;
const calm = new Set(["'", ',', ';', 'and', 'or', '(', ')', '[', ']', '-', ':', '!', '_', '&', '⟬', '⟭']);
const nothing =
	/^(?:no|none|no (?:real |such |integer |valid )?(?:solutions?|values?|roots?|numbers?|answers?)(?: exists?)?|(?:the )?empty set|no x|there (?:is|are) no (?:real )?solutions?)$/;
const everything = /^(?:all (?:real(?: numbers?| values?)?|reals|values|x)|(?:the )?(?:set of )?(?:all )?real numbers?|any real number)$/;

/** Reads words that say no number: `\text{even}`, `(B)`, `no solution`, `all real numbers`. Undefined where the answer is a formula. */
export function readText(tokens: readonly Token[]): readonly Reading[] | undefined {
	const inside = isSign(tokens[0], '(', '[') ? insideOf(tokens) : undefined;
	if (inside !== undefined && inside.length === 1) return readText(inside);
	const [only] = tokens;
	if (tokens.length === 1 && only?.kind === 'name') return lettersOf(only.value);
	if (
		!tokens.some(({ kind }) => kind === 'text') ||
		!tokens.every((token) => isCalm(token) || (only?.kind === 'text' && !currencySigns.has(only.value) && token.kind === 'number'))
	)
		return undefined;
	return wordsOf(tokens.map(({ value }) => value).join(' '));
}

function isCalm({ kind, value }: Token): boolean {
	return kind === 'text' || kind === 'name' || (kind === 'sign' && calm.has(value));
}

/** A letter is an unknown or a choice. */
function lettersOf(letter: string): readonly Reading[] {
	const expression =
		letter === 'e' || letter === 'i' ? ({ kind: 'constant', name: letter } as const) : ({ kind: 'unknown', name: letter } as const);
	return [{ body: { kind: 'value', value: calculate(expression) } }, textReading(letter)];
}

function wordsOf(written: string): readonly Reading[] | undefined {
	const words = written
		.replace(/[^\p{L}\p{N}\s$%'-]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const lower = words.toLowerCase().replace(/^(?:an?|the) (?=\p{L}{3})/u, '');
	if (words.length === 1) return [textReading(words)];
	if (lower.split(' ').length > MOST_WORDS || lower === '') return undefined;
	if (nothing.test(lower) && lower !== 'no') return [{ body: { kind: 'list', brackets: 'set', items: [] } }, textReading(lower)];
	if (everything.test(lower)) return [{ body: { kind: 'spans', spans: [{ hasLow: false, hasHigh: false }] } }];
	const number = numberWords[lower];
	if (number !== undefined) return [{ body: { kind: 'value', value: calculate(numberOf(number)) } }, textReading(lower)];
	return [textReading(lower)];
}

export const textReading = (text: string): Reading => ({ body: { kind: 'text', text } });
