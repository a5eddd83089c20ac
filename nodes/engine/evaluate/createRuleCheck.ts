import { InvalidInputError } from '../errors';
import { compileAnswerSchema } from '../jsonSchema';
import { parseJson } from '../parseJson';
import { compilePattern } from './patterns/compilePattern';
import type { Answered } from './formsOf';
import { readNumber } from './readNumber';
import { shorten } from '../text/shorten';

export type Rule =
	| { readonly kind: 'schema'; readonly schema: Readonly<Record<string, unknown>> }
	| { readonly kind: 'mustMatch' | 'mustNotMatch'; readonly pattern: string }
	/** The final number of the answer, as Vote reads it; an end that is absent is open. */
	| { readonly kind: 'number'; readonly minimum?: number; readonly maximum?: number }
	| { readonly kind: 'minimumLength' | 'maximumLength'; readonly characters: number }
	/** Each word is a rule of its own; case does not count. */
	| { readonly kind: 'contains'; readonly words: readonly string[] };

/** Says how an answer breaks the rule, undefined where it keeps it. */
export type RuleCheck = (answer: Answered) => string | undefined;

/**
 * Turns one rule, as the user set it, into the checks that it stands for.
 *
 * @throws InvalidInputError when its pattern, schema, length or words cannot be used.
 */
export function createRuleCheck(rule: Rule): readonly RuleCheck[] {
	return checks[rule.kind](rule as never);
}

const checks = {
	schema: ({ schema }: { readonly schema: Readonly<Record<string, unknown>> }): RuleCheck[] => {
		const complaints = compileAnswerSchema(schema);
		return [
			(answer) => {
				const data = answer.data !== undefined ? { value: answer.data } : parseJson(answer.text);
				if (data === undefined) return 'the answer holds no JSON that can be read';
				const [first] = complaints(data.value);
				return first === undefined ? undefined : `the JSON does not fit the schema: ${first}`;
			},
		];
	},
	mustMatch: ({ pattern }: { readonly pattern: string }): RuleCheck[] => {
		const compiled = compilePattern(pattern, 'Pattern');
		return [({ text }) => (compiled.test(text) ? undefined : `nothing in the answer matches ${pattern}`)];
	},
	mustNotMatch: ({ pattern }: { readonly pattern: string }): RuleCheck[] => {
		const compiled = compilePattern(pattern, 'Pattern');
		return [
			({ text }) => {
				const match = compiled.first(text);
				return match === undefined ? undefined : `the answer must not match ${pattern}, and has “${shorten(match, 60)}”`;
			},
		];
	},
	number: ({ minimum, maximum }: { readonly minimum?: number; readonly maximum?: number }): RuleCheck[] => [
		(answer) => complainOfNumber(readNumber(answer)?.number, minimum, maximum),
	],
	minimumLength: ({ characters }: { readonly characters: number }): RuleCheck[] => {
		const least = wholeNumber(characters);
		return [({ text }) => (text.length >= least ? undefined : `the answer has ${text.length} characters, at least ${least} are asked for`)];
	},
	maximumLength: ({ characters }: { readonly characters: number }): RuleCheck[] => {
		const most = wholeNumber(characters);
		return [({ text }) => (text.length <= most ? undefined : `the answer has ${text.length} characters, at most ${most} are asked for`)];
	},
	contains: ({ words }: { readonly words: readonly string[] }): RuleCheck[] => {
		const wanted = words.map((word) => word.trim()).filter((word) => word !== '');
		if (wanted.length === 0)
			throw new InvalidInputError(
				'The rule Must Contain names no words',
				'Enter the words that every answer must have, with commas between them.',
				'Words',
			);
		return wanted.map(
			(word) =>
				({ text }) =>
					text.toLowerCase().includes(word.toLowerCase()) ? undefined : `the answer does not contain “${word}”`,
		);
	},
} as const;

function complainOfNumber(number: string | undefined, minimum?: number, maximum?: number): string | undefined {
	if (number === undefined) return 'the answer has no final number that can be read';
	if (minimum !== undefined && Number(number) < minimum) return `its final number is ${number}, at least ${minimum} is asked for`;
	return maximum !== undefined && Number(number) > maximum ? `its final number is ${number}, at most ${maximum} is asked for` : undefined;
}

function wholeNumber(characters: number): number {
	if (Number.isInteger(characters) && characters >= 0) return characters;
	throw new InvalidInputError(`A length of ${characters} characters cannot be asked for`, 'Enter a whole number, 0 or more.', 'Length');
}
