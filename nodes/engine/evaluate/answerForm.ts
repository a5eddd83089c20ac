import { parseJson } from '../parseJson';
import { InvalidInputError } from '../errors';
import { compilePattern } from './compilePattern';
import { readNumber } from './readNumber';

/** The part of an answer that counts when answers are compared. */
export type AnswerForm =
	| { readonly kind: 'text' }
	| { readonly kind: 'number' }
	/** A field of the parsed answer, or of JSON in the text; `path` may have dots. */
	| { readonly kind: 'field'; readonly path: string }
	/** What the pattern's first group caught, or all it matched where it has none; its last match counts. */
	| { readonly kind: 'pattern'; readonly pattern: string };

export interface Answered {
	readonly text: string;
	readonly data?: unknown;
}

/**
 * Makes the function that takes the counting part out of an answer, undefined where there is none.
 *
 * Two answers agree when their forms are the same string: case, spaces and how a number is written do not count.
 *
 * @throws InvalidInputError when the pattern is not one, or no field is named.
 */
export function createFormOf(form: AnswerForm): (answer: Answered) => string | undefined {
	return forms[form.kind](form as never);
}

const forms = {
	text: () => (answer: Answered) => normaliseText(answer.text),
	number: () => readNumber,
	field: ({ path }: { readonly path: string }) => {
		if (path.trim() === '') throw new InvalidInputError('No field of the answer is named', 'Enter the name of the field to vote on, for example answer.', 'Answer Field');
		const steps = path.trim().split('.');
		return (answer: Answered) => normaliseValue(steps.reduce(step, answer.data ?? parseJson(answer.text)?.value));
	},
	pattern: ({ pattern }: { readonly pattern: string }) => {
		const compiled = compilePattern(pattern, 'Answer Pattern');
		const everywhere = new RegExp(compiled.source, `${compiled.flags}g`);
		return (answer: Answered) => {
			const last = [...answer.text.matchAll(everywhere)].at(-1);
			return last === undefined ? undefined : normaliseText(last.slice(1).find((group) => group !== undefined) ?? last[0]);
		};
	},
} as const;

function step(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** Drops what does not change an answer: case, spaces, emphasis, quotes around it, a full stop after it. */
function normaliseText(text: string): string | undefined {
	const fenced = /^\s*```[^\n]*\n([\s\S]*?)\n?\s*```\s*$/.exec(text)?.[1] ?? text;
	const plain = fenced.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
	const bare = plain.replace(/^["'`*_]+(?=.)|["'`*_]+$/g, '').replace(/[.!]+$/, '').trim();
	const kept = bare === '' ? plain : bare;
	return kept === '' ? undefined : kept;
}

function normaliseValue(value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string') return numeral(value) ?? normaliseText(value);
	return JSON.stringify(sortKeys(value));
}

/** A text that is a number and nothing else, so that "18" and 18 are one answer. */
function numeral(text: string): string | undefined {
	return /^\s*-?\d+(?:\.\d+)?\s*$/.test(text) ? readNumber({ text }) : undefined;
}

function sortKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, inner]) => [key, sortKeys(inner)]));
}
