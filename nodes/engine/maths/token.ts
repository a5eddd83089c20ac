/** A piece of a formula. */
export interface Token {
	/**
	 * `name` is one letter; `command` a function, a constant or a LaTeX command; `text` words; `sign` all others: operators, brackets, relations, `and`, `or`.
	 *
	 * The braces of LaTeX are the signs `⟬` and `⟭`, as `{` and `}` stand around a set.
	 */
	readonly kind: 'number' | 'name' | 'command' | 'text' | 'sign';
	readonly value: string;
	/** A space stands before it. */
	readonly isSpaced: boolean;
}

const openers = '([{⟬⟨⌊⌈';
const closers = ')]}⟭⟩⌋⌉';

export const isSign = (token: Token | undefined, ...values: readonly string[]): boolean =>
	token?.kind === 'sign' && values.includes(token.value);
export const isOpener = (token: Token | undefined): boolean => token?.kind === 'sign' && openers.includes(token.value);
export const isCloser = (token: Token | undefined): boolean => token?.kind === 'sign' && closers.includes(token.value);

export interface Part {
	/** The sign that stands before it; empty for the first. */
	readonly sign: string;
	readonly tokens: readonly Token[];
}

/** Splits at signs that stand in no brackets. */
export function splitAt(tokens: readonly Token[], signs: readonly string[]): readonly Part[] {
	const parts: Array<{ sign: string; tokens: Token[] }> = [{ sign: '', tokens: [] }];
	let depth = 0;
	for (const token of tokens) {
		if (isOpener(token)) depth++;
		if (isCloser(token)) depth--;
		if (depth === 0 && token.kind === 'sign' && signs.includes(token.value)) parts.push({ sign: token.value, tokens: [] });
		else parts.at(-1)?.tokens.push(token);
	}
	return parts;
}

/** What stands between the first token and the last, where these are a pair of brackets. */
export function insideOf(tokens: readonly Token[]): readonly Token[] | undefined {
	if (tokens.length < 2 || !isOpener(tokens[0])) return undefined;
	let depth = 0;
	for (const [index, token] of tokens.entries()) {
		if (isOpener(token)) depth++;
		if (isCloser(token)) depth--;
		if (depth === 0) return index === tokens.length - 1 ? tokens.slice(1, -1) : undefined;
	}
	return undefined;
}
