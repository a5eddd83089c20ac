import type { Language } from '../../sandbox/sandbox';

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
/** Nobody writes an example that is nested deeper. */
const DEEPEST = 100;
const closers: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

/** Reads one literal of JavaScript or Python from a place on; undefined where there is none, where it is nested more than 100 levels deep, and for anything that would have to be run. */
export function readLiteral(source: string, from = 0, depth = 0): { readonly literal: Literal; readonly end: number } | undefined {
	const at = skipSpace(source, from);
	const character = source.charAt(at);
	if (character === '"' || character === "'") return readText(source, at);
	if (closers[character] !== undefined) return depth < DEEPEST ? readGroup(source, at, depth + 1) : undefined;
	const number = /^[-+]?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?(?!\w|\.\d)/.exec(source.slice(at, at + 60))?.[0];
	if (number !== undefined)
		return { literal: { kind: 'number', text: number.replaceAll('_', '').replace(/^\+/, '') }, end: at + number.length };
	const word = /^[A-Za-z]+\b/.exec(source.slice(at, at + 20))?.[0];
	const value = word === undefined ? undefined : words[word];
	return word === undefined || value === undefined ? undefined : { literal: { kind: 'word', value }, end: at + word.length };
}

/** Reads what stands between the brackets of a call, from behind the opening one; `end` is behind the closing one. */
export function readArguments(source: string, from: number): { readonly items: readonly Literal[]; readonly end: number } | undefined {
	const items: Literal[] = [];
	let at = skipSpace(source, from);
	while (source.charAt(at) !== ')') {
		const read = readLiteral(source, at);
		if (read === undefined) return undefined;
		items.push(read.literal);
		at = skipSpace(source, read.end);
		if (source.charAt(at) === ',') at = skipSpace(source, at + 1);
		else if (source.charAt(at) !== ')') return undefined;
	}
	return { items, end: at + 1 };
}

/** Writes a literal as the language has it; JavaScript has no tuples, and its arrays stand for them. */
export function writeLiteral(literal: Literal, language: Language): string {
	const isPython = language === 'python';
	const all = (items: readonly Literal[]) => items.map((item) => writeLiteral(item, language)).join(', ');
	switch (literal.kind) {
		case 'number':
			return literal.text;
		case 'text':
			return JSON.stringify(literal.value).replace(
				/[\u007f-\uffff]/g,
				(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
			);
		case 'word':
			return isPython
				? { true: 'True', false: 'False', none: 'None' }[literal.value]
				: { true: 'true', false: 'false', none: 'null' }[literal.value];
		case 'list':
			return `[${all(literal.items)}]`;
		case 'tuple':
			return isPython ? `(${all(literal.items)}${literal.items.length === 1 ? ',' : ''})` : `[${all(literal.items)}]`;
		case 'set':
			if (!isPython) return `new Set([${all(literal.items)}])`;
			return literal.items.length === 0 ? 'set()' : `{${all(literal.items)}}`;
		case 'map':
			return `{${literal.entries.map(([key, value]) => `${writeKey(key, language)}: ${writeLiteral(value, language)}`).join(', ')}}`;
	}
}

function writeKey(key: Literal, language: Language): string {
	const written = writeLiteral(key, language);
	return language === 'python' || key.kind === 'text' || key.kind === 'number' ? written : `[${written}]`;
}

function readText(source: string, at: number): ReturnType<typeof readLiteral> {
	const quote = source.charAt(at);
	let value = '';
	for (let index = at + 1; index < source.length; index++) {
		const character = source.charAt(index);
		if (character === quote) return { literal: { kind: 'text', value }, end: index + 1 };
		if (character === '\n') return undefined;
		if (character !== '\\') value += character;
		else {
			index++;
			const escaped = source.charAt(index);
			value += { n: '\n', t: '\t', r: '\r', '0': '\0' }[escaped] ?? escaped;
		}
	}
	return undefined;
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

function skipSpace(source: string, at: number): number {
	let next = at;
	while (/\s/.test(source.charAt(next))) next++;
	return next;
}
