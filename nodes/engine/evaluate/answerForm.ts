import { InvalidInputError } from '../errors';
import { keysOf } from '../finalAnswer/keysOf';
import { normaliseText } from '../finalAnswer/normaliseText';
import { withoutMark } from '../finalAnswer/withoutMark';
import { parseJson, parseJsonOrPiece } from '../parseJson';
import { compilePattern } from './patterns/compilePattern';
import { createChoiceReader } from './readChoice';
import { compareMaths } from './compareMaths';
import { compareNumbers } from './compareNumbers';
import { formsOfEach, type Answered, type FormsOf, type InstantFormsOf } from './formsOf';
import { withoutPunctuation } from './withoutPunctuation';
import { isBlank } from '../text/isBlank';

/** The part of an answer that counts when answers are compared. */
export type AnswerForm =
	| { readonly kind: 'text' }
	/** A letter, yes or no; or one of the named choices, with commas or lines between. */
	| { readonly kind: 'choice'; readonly choices?: string }
	/** A formula: equal values are one answer, however they are written. */
	| { readonly kind: 'maths' }
	/** Percent and fractions are one with plain numbers; with a unit, so are all units that can be converted into it. */
	| { readonly kind: 'number'; readonly unit?: string }
	/** The whole parsed answer, or the JSON in the text. */
	| { readonly kind: 'data' }
	/** A field of the parsed answer, or of JSON in the text; `path` may have dots. */
	| { readonly kind: 'field'; readonly path: string }
	/** What the pattern's first group caught, or all it matched where it has none; its last match counts. */
	| { readonly kind: 'pattern'; readonly pattern: string; readonly label?: string };

export const answerKinds = ['choice', 'data', 'field', 'maths', 'number', 'pattern', 'text'] as const satisfies ReadonlyArray<
	AnswerForm['kind']
>;

/**
 * Makes the function that takes the counting part out of each answer.
 *
 * Two answers agree when their forms are the same string: case, spaces and how a number is written do not count. Answers are read together, as what one of them means can depend on the others: 50 % is 0.5 beside somebody who says 0.5, and
 * 50 beside somebody who says 50.
 *
 * @throws InvalidInputError when the pattern is not one, no field is named, or the unit is none.
 */
export function createFormsOf(form: Exclude<AnswerForm, { readonly kind: 'maths' }>): InstantFormsOf;
export function createFormsOf(form: AnswerForm): FormsOf;
export function createFormsOf(form: AnswerForm): FormsOf {
	return forms[form.kind](form as never);
}

/** What all answers together may have that is read in one go; of longer ones the end counts, where final answers stand. */
const MOST_TOGETHER = 200_000;
const LEAST_EACH = 2_000;
/** An answer may stand in the first line as well. */
const FIRST_CHARACTERS = 400;

function mostEach(answers: readonly Answered[]): number {
	return Math.max(LEAST_EACH, Math.floor(MOST_TOGETHER / answers.length));
}

function ends<Result>(formsOf: (answers: readonly Answered[], signal?: AbortSignal) => Result, kept = 0) {
	return (answers: readonly Answered[], signal?: AbortSignal): Result => {
		const most = mostEach(answers);
		const endOf = ({ text, ...rest }: Answered) => ({
			...rest,
			text: `${text.slice(0, kept)}${kept === 0 ? '' : '\n'}${text.slice(-most)}`,
		});
		return formsOf(
			answers.map((answer) => (answer.text.length > most + kept ? endOf(answer) : answer)),
			signal,
		);
	};
}

const forms = {
	text: () =>
		((answers: readonly Answered[], signal?: AbortSignal) => {
			const most = mostEach(answers);
			const formOf = ({ text }: Answered) => normaliseText(text.length > most ? text : withoutPunctuation(withoutMark(text)), most);
			return (formsOfEach(formOf) as FormsOf)(answers, signal);
		}) as InstantFormsOf,
	choice: ({ choices }: { readonly choices?: string }) => ends(formsOfEach(createChoiceReader(choices ?? '')), FIRST_CHARACTERS),
	maths: () => ends(compareMaths(), FIRST_CHARACTERS),
	number: ({ unit }: { readonly unit?: string }) => ends(compareNumbers(unit), FIRST_CHARACTERS),
	data: () =>
		formsOfEach(
			({ text, data }) => (data === undefined ? parseJson(text)?.value : data),
			(values) => keysOf(values).map((key, index) => (isJson(values[index]) ? key : undefined)),
		),
	field: ({ path }: { readonly path: string }) => {
		if (isBlank(path))
			throw new InvalidInputError(
				'No field of the answer is named',
				'Enter the name of the field to vote on, for example answer.',
				'JSON Field',
			);
		const steps = path.trim().split('.');
		return formsOfEach(
			(answer) => valueAt(answer, steps),
			(values) =>
				keysOf(values).map((key, index) => (values[index] === undefined || values[index] === null || key === '' ? undefined : key)),
		);
	},
	pattern: ({ pattern, label = 'Answer Pattern' }: { readonly pattern: string; readonly label?: string }) => {
		const compiled = compilePattern(pattern, label);
		return ends(
			formsOfEach((answer) => {
				const last = compiled.last(answer.text);
				return last === undefined ? undefined : normaliseText(last.slice(1).find((group) => group !== undefined) ?? last[0] ?? '');
			}),
		);
	},
} as const;

/** A lone number or word is no JSON answer. */
function isJson(value: unknown): boolean {
	return typeof value === 'object' && value !== null;
}

/** The field, also of an object that is cut off behind it; of several objects, the last that has the field. */
function valueAt(answer: Answered, steps: readonly string[]): unknown {
	if (answer.data !== undefined) return steps.reduce(step, answer.data);
	const read = parseJsonOrPiece(answer.text, (value) => steps.reduce(step, value) !== undefined);
	return steps.reduce(step, read?.isCut === true ? withoutLast(read.value) : read?.value);
}

/** Without the field that was being written when the text ended. */
function withoutLast(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const entries = Object.entries(value);
	const [key, last] = entries.pop() ?? [];
	const kept = withoutLast(last);
	return Object.fromEntries(key === undefined || kept === undefined ? entries : [...entries, [key, kept]]);
}

function step(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
