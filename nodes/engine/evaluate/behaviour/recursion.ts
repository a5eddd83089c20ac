import type { Literal } from './literal';

/** One mention of a call, where it stands, and what it is said to give; or the place of a recursion. */
export interface Mention {
	readonly at: number;
	readonly input: readonly Literal[];
	readonly expected?: Literal;
	/** Written as a formula may be. */
	readonly isEquation?: boolean;
	/** Where the definition of a sequence ends that begins here. */
	readonly definesUntil?: number;
}

const LONGEST_LINE = 300;
const LONGEST_DEFINITION = 2000;

/** Where the definition ends whose recursion stands at `start`, as `fib(n) = fib(n - 1) + fib(n - 2)` does: at a blank line, or where examples begin. Undefined where it is none. */
export function endOfRecursion(name: string, text: string, start: number): number | undefined {
	const [line = ''] = text.slice(start, start + LONGEST_LINE).split('\n', 1);
	const again = line.indexOf(`${name}(`, name.length);
	if (again === -1 || !/\)\s{0,8}(?:[=:→]|[-=]>|is\b|returns\b)/.test(line.slice(0, again))) return undefined;
	const rest = text.slice(start, start + LONGEST_DEFINITION);
	const end = /\n[ \t]*\n|\bexamples?\b|\be\.g\.|\bfor instance\b/i.exec(rest)?.index ?? rest.length;
	return start + end;
}

/**
 * Takes the value from what defines a sequence rather than being an example of it: the first values that stand with the recursion, and those of another kind than the last example has, as the numbers of a sequence are beside a list of them.
 */
export function withoutRecursion(said: readonly Mention[]): readonly Mention[] {
	const ends = said.flatMap(({ definesUntil }) => definesUntil ?? []);
	const calls = said.filter(({ definesUntil }) => definesUntil === undefined);
	if (ends.length === 0) return calls;
	const end = Math.max(...ends);
	const kind = calls.findLast(({ expected }) => expected !== undefined)?.expected?.kind;
	return calls.map(({ expected, ...call }) =>
		expected === undefined || (call.isEquation === true && (call.at <= end || expected.kind !== kind)) ? call : { ...call, expected },
	);
}
