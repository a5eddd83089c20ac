import { jsonrepair } from 'jsonrepair';
import { CpuBudget } from '../cpuBudget';
import { parseShallow } from './parseShallow';

/** A longer text is read strictly or not at all. */
const MOST_CHARACTERS = 100_000;
/** Repairing goes back to the beginning of a text whenever a quote in it does not end it. An honest answer takes about a millisecond. */
const MOST_MS = 40;

/** What all the repairs within one text may take together. */
export const repairBudget = () => new CpuBudget(MOST_MS);

/** An object begins with a name; `{1, 2}` is a set in prose. */
const looksLikeJson = /^\{\s{0,99}(?:["'“‘][^"'”’]{0,200}["'”’]|[A-Za-z_][\w$]{0,60})\s{0,99}:|^\{\s{0,99}\}|^\[\s{0,99}[[\]{"'\d-]/;

/** LaTeX commands that begin like the escapes \n, \r and \t. */
const latex =
	/^(?:n(?:eq|abla|ot|mid|leq|geq|exists|u)|r(?:ho|ight|angle|ceil|floor|m|oot)|t(?:ext|imes|heta|frac|an|au|riangle|herefore|ilde|o))(?![a-z])|^(?:text|right|left|nleft|nright)[a-z]{0,12}\s?[{([]/;

/**
 * Reads JSON as a model wrote it: raw line breaks and LaTeX inside texts, other quotes, commas too many, comments, True and None. Undefined where it is none.
 *
 * Backslashes are doubled first, as `\frac` and `\boxed` would be read as a form feed and a backspace, without a complaint. What is cut off is closed; callers tell it apart. What takes too long is none.
 */
export function repairJson(source: string, budget = repairBudget()): { readonly value: unknown } | undefined {
	const strict = readStrictly(source);
	if (strict !== undefined || source.length > MOST_CHARACTERS || !looksLikeJson.test(source)) return strict;
	try {
		const repaired = budget.run(() => jsonrepair(doubleBackslashes(source)));
		return repaired === undefined ? undefined : { value: parseShallow(repaired.result) };
	} catch {
		return undefined;
	}
}

/** Reads what is JSON to the letter, LaTeX with single backslashes apart. */
export function readStrictly(source: string): { readonly value: unknown } | undefined {
	try {
		return { value: parseShallow(doubleBackslashes(source)) };
	} catch {
		return undefined;
	}
}

function doubleBackslashes(source: string): string {
	return source.includes('\\') ? source.replace(/\\([\s\S])/g, escapeOf) : source;
}

function escapeOf(written: string, sign: string, at: number, source: string): string {
	if (sign === '"' || sign === '\\' || sign === '/') return written;
	const rest = source.slice(at + 1, at + 24);
	if (sign === 'u') return /^u[0-9a-f]{4}/i.test(rest) ? written : `\\${written}`;
	if (sign === 'b' || sign === 'f') return /^.[A-Za-z]/.test(rest) ? `\\${written}` : written;
	if (sign === 'n' || sign === 'r' || sign === 't') return latex.test(rest) ? `\\${written}` : written;
	if (sign === "'" || sign === '\n') return sign;
	return `\\${written}`;
}
