import { readText } from './readText';

/** A value as code writes it. */
export type Literal =
	| { readonly kind: 'number'; readonly text: string }
	| { readonly kind: 'text'; readonly value: string }
	| { readonly kind: 'word'; readonly value: 'true' | 'false' | 'none' }
	| { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Literal[] }
	| { readonly kind: 'map'; readonly entries: ReadonlyArray<readonly [Literal, Literal]> };

const words: Readonly<Record<string, 'true' | 'false' | 'none'>> = {
	true: 'true',
	false: 'false',
	null: 'none',
	undefined: 'none',
	True: 'true',
	False: 'false',
	None: 'none',
};
/** Decimal, hexadecimal or binary; JavaScript's large whole numbers end in n. What goes on as a word or another number is none. */
const NUMBER =
	/^[-+]?(?:0[xX][\dA-Fa-f]+|0[bB][01]+|Infinity|NaN|(?:0|[1-9][\d_]*)n|(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?)(?!\w|\.\d)/;
const LONGEST_NUMBER = 400;
/** Nobody writes an example that is nested deeper. */
const DEEPEST = 100;
const closers: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

/** Reads one literal of JavaScript or Python from a place on; undefined where there is none, where it is nested more than 100 levels deep, and for anything that would have to be run. */
export function readLiteral(source: string, from = 0, depth = 0): { readonly literal: Literal; readonly end: number } | undefined {
	const at = skipSpace(source, from);
	const character = source.charAt(at);
	const text = readText(source, at);
	if (text !== undefined) return { literal: { kind: 'text', value: text.value }, end: text.end };
	const built = depth < DEEPEST ? readBuilt(source, at, depth + 1) : undefined;
	if (built !== undefined) return built;
	if (closers[character] !== undefined) return depth < DEEPEST ? readGroup(source, at, depth + 1) : undefined;
	const number = NUMBER.exec(source.slice(at, at + LONGEST_NUMBER))?.[0];
	if (number !== undefined)
		return { literal: { kind: 'number', text: number.replaceAll('_', '').replace(/^\+/, '') }, end: at + number.length };
	const word = /^[A-Za-z]+\b/.exec(source.slice(at, at + 20))?.[0];
	const value = word === undefined ? undefined : words[word];
	return word === undefined || value === undefined ? undefined : { literal: { kind: 'word', value }, end: at + word.length };
}

/** A set that is made of a list: `new Set([1, 2])`, `set([1, 2])`, `set()`. */
function readBuilt(source: string, at: number, depth: number): ReturnType<typeof readLiteral> {
	const head = /^(?:new Set|frozenset|set)\(/.exec(source.slice(at, at + 12))?.[0];
	if (head === undefined) return undefined;
	const inner = skipSpace(source, at + head.length);
	if (source.charAt(inner) === ')') return { literal: { kind: 'set', items: [] }, end: inner + 1 };
	const made = readLiteral(source, inner, depth);
	const end = made === undefined ? 0 : skipSpace(source, made.end);
	const items = made !== undefined && 'items' in made.literal ? made.literal.items : undefined;
	return items === undefined || source.charAt(end) !== ')' ? undefined : { literal: { kind: 'set', items }, end: end + 1 };
}

function readGroup(source: string, at: number, depth: number): ReturnType<typeof readLiteral> {
	const open = source.charAt(at);
	const close = closers[open] ?? '';
	const items: Literal[] = [];
	const entries: Array<readonly [Literal, Literal]> = [];
	let hasComma = false;
	let next = skipSpace(source, at + 1);
	while (source.charAt(next) !== close) {
		const item = open === '{' ? (readLiteral(source, next, depth) ?? readBareKey(source, next)) : readLiteral(source, next, depth);
		if (item === undefined) return undefined;
		next = skipSpace(source, item.end);
		if (open === '{' && source.charAt(next) === ':') {
			const value = readLiteral(source, next + 1, depth);
			if (value === undefined) return undefined;
			entries.push([item.literal, value.literal]);
			next = skipSpace(source, value.end);
		} else items.push(item.literal);
		if (source.charAt(next) === ',') {
			hasComma = true;
			next = skipSpace(source, next + 1);
		} else if (source.charAt(next) !== close) return undefined;
	}
	const end = next + 1;
	if (open === '[') return { literal: { kind: 'list', items }, end };
	if (open === '(')
		return items.length === 1 && !hasComma && items[0] !== undefined
			? { literal: items[0], end }
			: { literal: { kind: 'tuple', items }, end };
	if (items.length > 0 && entries.length > 0) return undefined;
	return { literal: items.length > 0 ? { kind: 'set', items } : { kind: 'map', entries }, end };
}

/** A key of a JavaScript object may stand without quotes. */
function readBareKey(source: string, at: number): ReturnType<typeof readLiteral> {
	const key = /^[A-Za-z_$][\w$]*(?=\s*:)/.exec(source.slice(at, at + 100))?.[0];
	return key === undefined ? undefined : { literal: { kind: 'text', value: key }, end: at + key.length };
}

export function skipSpace(source: string, at: number): number {
	let next = at;
	while (/\s/.test(source.charAt(next))) next++;
	return next;
}
