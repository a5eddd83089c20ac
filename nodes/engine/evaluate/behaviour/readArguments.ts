import { readLiteral, skipSpace, type Literal } from './literal';

/** One argument, with the name that it is given under, where it has one. */
export interface Argument {
	readonly name?: string;
	readonly literal: Literal;
}

/** What stands between the brackets of a call, from behind the opening one; `end` is behind the closing one. Undefined where anything of it would have to be run. */
export function readArguments(source: string, from: number): { readonly items: readonly Argument[]; readonly end: number } | undefined {
	const items: Argument[] = [];
	let at = skipSpace(source, from);
	while (source.charAt(at) !== ')') {
		const read = readArgument(source, at);
		if (read === undefined) return undefined;
		items.push(read.argument);
		at = skipSpace(source, read.end);
		if (source.charAt(at) === ',') at = skipSpace(source, at + 1);
		else if (source.charAt(at) !== ')') return undefined;
	}
	return { items, end: at + 1 };
}

/** A value, or one with its name: `n = 3`, `n: 3`. */
export function readArgument(source: string, at: number): { readonly argument: Argument; readonly end: number } | undefined {
	const plain = readLiteral(source, at);
	if (plain !== undefined) return { argument: { literal: plain.literal }, end: plain.end };
	const named = /^([A-Za-z_$][\w$]{0,60})\s{0,5}[=:]\s{0,20}/.exec(source.slice(at, at + 100));
	const read = named === null ? undefined : readLiteral(source, at + named[0].length);
	return read === undefined || named?.[1] === undefined
		? undefined
		: { argument: { name: named[1], literal: read.literal }, end: read.end };
}

/** Values in the order of a function's parameters, where these are known and name them all; else as they were written. Undefined where there are more than it takes. */
export function toInput(items: readonly Argument[], parameters: readonly string[] | undefined): readonly Literal[] | undefined {
	if (parameters === undefined || items.length === 0) return items.map(({ literal }) => literal);
	if (items.length > parameters.length) return undefined;
	const order = items.map(({ name }, place) => (name === undefined ? place : parameters.indexOf(name)));
	const isKnown = new Set(order).size === order.length && !order.includes(-1) && Math.max(...order) === order.length - 1;
	const written = items.map((item, place) => ({ item, place: isKnown ? (order[place] ?? place) : place }));
	return written.sort((left, right) => left.place - right.place).map(({ item }) => item.literal);
}
