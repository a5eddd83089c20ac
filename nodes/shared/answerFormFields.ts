import type { INodeProperties } from 'n8n-workflow';
import type { AnswerForm } from '../engine/evaluate/answerForm';

type Condition = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

/** How the fields are called inside saved workflows. */
export interface AnswerFormNames {
	readonly form: string;
	readonly choices: string;
	readonly field: string;
	readonly pattern: string;
	/** What the editor calls that field; absent: Answer Pattern. */
	readonly patternLabel?: string;
	readonly unit: string;
}

/** What makes two answers count as the same, and what each of these needs to know; shown under `condition`. */
export const answerFormFields = (label: string, names: AnswerFormNames, condition: Condition = {}): INodeProperties[] => {
	const showFor = (kind: AnswerForm['kind']) => ({ show: { ...condition, [names.form]: [kind] } });
	return [
		{
			displayName: label,
			name: names.form,
			type: 'options',
			default: 'text',
			description: 'What makes two answers count as the same',
			...(Object.keys(condition).length > 0 && { displayOptions: { show: condition } }),
			options: [
				{ name: 'Choice', value: 'choice', description: 'A letter, yes or no, or one of your choices' },
				{ name: 'Final Number', value: 'number', description: 'The number marked as the answer, or else the last number' },
				{ name: 'JSON Field', value: 'field' },
				{
					name: 'Maths',
					value: 'maths',
					description: 'The formula given as the answer. Equal values count as one: fractions, roots, intervals, sets, points, equations.',
				},
				{ name: 'Pattern', value: 'pattern' },
				{ name: 'Whole JSON Answer', value: 'data', description: 'All fields of the answer, in any order' },
				{
					name: 'Whole Text',
					value: 'text',
					description: 'The whole answer, ignoring case, spaces, punctuation and phrases like "the answer is"',
				},
			],
		},
		{
			displayName: 'JSON Field',
			name: names.field,
			type: 'string',
			default: '',
			placeholder: 'e.g. answer',
			description: 'Name of the field. Use dots for nested fields.',
			displayOptions: showFor('field'),
		},
		{
			displayName: names.patternLabel ?? 'Answer Pattern',
			name: names.pattern,
			type: 'string',
			default: '',
			placeholder: 'e.g. answer is (\\w+)',
			description:
				'Regular expression. Its first group counts, or the whole match if it has no group. If it matches several times, the last match counts.',
			displayOptions: showFor('pattern'),
		},
		{
			displayName: 'Choices',
			name: names.choices,
			type: 'string',
			default: '',
			placeholder: 'e.g. approve, reject',
			description:
				'The allowed choices, separated by commas or one per line, with or without a letter in front. Leave empty to allow any letter, yes or no.',
			displayOptions: showFor('choice'),
		},
		{
			displayName: 'Unit',
			name: names.unit,
			type: 'string',
			default: '',
			placeholder: 'e.g. km',
			description: 'Unit to compare numbers in, so that 1500 m and 1.5 km are the same answer. Leave empty to ignore units.',
			displayOptions: showFor('number'),
		},
	];
};

/** Reads what the fields say; `read` gives the value of a field by its name. */
export function readAnswerForm(kind: AnswerForm['kind'], names: AnswerFormNames, read: (name: string) => unknown): AnswerForm {
	const text = (name: string) => String(read(name) ?? '');
	const forms: { readonly [Kind in AnswerForm['kind']]: () => AnswerForm } = {
		data: () => ({ kind: 'data' }),
		choice: () => ({ kind: 'choice', choices: text(names.choices) }),
		field: () => ({ kind: 'field', path: text(names.field) }),
		maths: () => ({ kind: 'maths' }),
		number: () => ({ kind: 'number', unit: text(names.unit) }),
		pattern: () => ({
			kind: 'pattern',
			pattern: text(names.pattern),
			...(names.patternLabel !== undefined && { label: names.patternLabel }),
		}),
		text: () => ({ kind: 'text' }),
	};
	return forms[kind]();
}
