import type { Candidate } from '../../candidate';
import { InvalidInputError } from '../../errors';
import { createRuleCheck, type Rule } from '../createRuleCheck';
import { refuseImpossible } from '../refuseImpossible';
import type { FieldSet, ValuesOf } from '../field';
import { defineScorer, randomPickOf, type Opinion, type Scorer } from './scorer';

export interface RulesSettings {
	readonly rules: readonly Rule[];
}

const ruleFields = {
	type: {
		kind: 'choice',
		label: 'Check',
		default: 'mustMatch',
		choices: [
			{ value: 'minimumLength', label: 'At Least as Long As' },
			{ value: 'maximumLength', label: 'At Most as Long As' },
			{ value: 'number', label: 'Final Number Is Between' },
			{ value: 'schema', label: 'Fits JSON Schema' },
			{ value: 'contains', label: 'Must Contain' },
			{ value: 'mustMatch', label: 'Must Match' },
			{ value: 'mustNotMatch', label: 'Must Not Match' },
		],
	},
	schema: {
		kind: 'json',
		holds: 'object',
		label: 'JSON Schema',
		default: '{ "type": "object" }',
		placeholder: 'e.g. { "type": "object", "required": ["answer"] }',
		description: 'Schema that the JSON in the answer must match',
		shownWhen: { type: ['schema'] },
	},
	length: {
		kind: 'number',
		label: 'Length',
		default: 1,
		least: 0,
		decimals: 0,
		description: 'Number of characters',
		shownWhen: { type: ['minimumLength', 'maximumLength'] },
	},
	least: {
		kind: 'text',
		label: 'Minimum',
		placeholder: 'e.g. 0',
		description: 'Smallest final number to accept. Leave empty for no lower limit.',
		shownWhen: { type: ['number'] },
	},
	most: {
		kind: 'text',
		label: 'Maximum',
		placeholder: 'e.g. 100',
		description: 'Largest final number to accept. Leave empty for no upper limit.',
		shownWhen: { type: ['number'] },
	},
	pattern: {
		kind: 'text',
		label: 'Pattern',
		placeholder: 'e.g. ^Dear or /sorry/i',
		description: 'Regular expression, plain or between slashes with flags. In a plain one, ^ and $ match the start and end of every line.',
		shownWhen: { type: ['mustMatch', 'mustNotMatch'] },
	},
	words: {
		kind: 'text',
		label: 'Words',
		placeholder: 'e.g. price, delivery date',
		description: 'Words that the answer must contain, separated by commas. Each counts as a rule of its own. Case is ignored.',
		shownWhen: { type: ['contains'] },
	},
} as const satisfies FieldSet;

export const rules = defineScorer({
	id: 'rules',
	label: 'Rules',
	description: 'Checks each answer against a schema, patterns, lengths, words or a range for the final number',
	by: 'rules',
	looksAt: 'answer',
	uses: {},
	fields: {
		rules: {
			kind: 'list',
			label: 'Rules',
			entry: 'rule',
			entryLabel: 'Rule',
			default: [{ type: 'mustMatch' }],
			placeholder: 'Add rule',
			description: 'An answer is accepted if it keeps every rule',
			fields: ruleFields,
		},
	},
	options: {},
	read: (values): RulesSettings => ({ rules: values.rules.map(readRule) }),
	create: createRules,
});

function readRule({ type, schema, least, length, most, pattern, words }: ValuesOf<typeof ruleFields>): Rule {
	const read: { readonly [Kind in Rule['kind']]: () => Rule } = {
		schema: () => ({ kind: 'schema', schema: schema }),
		mustMatch: () => ({ kind: 'mustMatch', pattern }),
		mustNotMatch: () => ({ kind: 'mustNotMatch', pattern }),
		number: () => ({ kind: 'number', ...readBound('minimum', least, 'Minimum'), ...readBound('maximum', most, 'Maximum') }),
		minimumLength: () => ({ kind: 'minimumLength', characters: length }),
		maximumLength: () => ({ kind: 'maximumLength', characters: length }),
		contains: () => ({ kind: 'contains', words: words.split(',') }),
	};
	return read[type]();
}

function readBound<Name extends 'maximum' | 'minimum'>(name: Name, written: string, field: string): { readonly [Key in Name]?: number } {
	if (written.trim() === '') return {};
	const bound = Number(written);
	if (Number.isFinite(bound)) return { [name]: bound } as { readonly [Key in Name]: number };
	throw new InvalidInputError(`${JSON.stringify(written)} is no number`, `Write one such as 100, or leave ${field} empty.`, field);
}

/**
 * Scores each candidate by the share of the rules that it keeps, and accepts those that keep them all.
 *
 * @throws InvalidInputError when there is no rule, one cannot be used, or no answer could keep them all.
 */
function createRules(settings: RulesSettings): Scorer {
	if (settings.rules.length === 0)
		throw new InvalidInputError('There is no rule to score by', 'Add at least one rule, or score by something else.', 'Rules');
	const checks = settings.rules.flatMap(createRuleCheck);
	refuseImpossible(settings.rules);
	return {
		id: 'rules',
		label: 'Rules',
		assess: async (candidates: readonly Candidate[]) => {
			const opinions = candidates.map((candidate): Opinion => {
				const broken = checks.flatMap((check) => check(candidate) ?? []);
				return opinionOf(checks.length, broken);
			});
			return { opinions, remarks: [], ...randomPickOf(opinions) };
		},
	};
}

function opinionOf(total: number, broken: readonly string[]): Opinion {
	const held = total - broken.length;
	const [first] = broken;
	const reason = first === undefined ? `${held} of ${total} rules held` : `${held} of ${total} rules held; first broken: ${first}`;
	return { score: { kind: 'scored', value: held / total, reason, details: { held, of: total, broken } }, accepted: first === undefined };
}
