import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../../nodes/engine/evaluate/createRuleCheck';
import { createScorer } from '../../../../nodes/engine/evaluate/scorers';
import { candidateOf, candidatesOf } from '../candidateOf';
import { ScriptedSandbox } from '../ScriptedSandbox';

const { signal } = new AbortController();
const tools = { openSandbox: async () => new ScriptedSandbox(() => new Error('rules run no code')), extractCode: () => undefined };
const scorerWith = (...rules: readonly Rule[]) => createScorer('rules', { rules }, tools);
const schema = { type: 'object', properties: { age: { type: 'number' } }, required: ['age'] };

describe('Rules', () => {
	it('scores by the share of rules that hold and names the first broken one', async () => {
		const scorer = scorerWith(
			{ kind: 'mustMatch', pattern: '^Dear' },
			{ kind: 'mustNotMatch', pattern: '/sorry/i' },
			{ kind: 'maximumLength', characters: 20 },
			{ kind: 'minimumLength', characters: 5 },
		);
		const { opinions, randomPick } = await scorer.assess(
			candidatesOf('Dear Anna, well done', 'Sorry, no', 'Dear Anna, I am so sorry'),
			signal,
		);
		expect(opinions.map(({ accepted, score }) => [accepted, score.kind === 'scored' && score.value, score.reason])).toEqual([
			[true, 1, '4 of 4 rules held'],
			[false, 0.5, '2 of 4 rules held; first broken: nothing in the answer matches ^Dear'],
			[false, 0.5, '2 of 4 rules held; first broken: the answer must not match /sorry/i, and has “sorry”'],
		]);
		expect(randomPick).toBeCloseTo(1 / 3);
	});

	it('reads the final number as a vote does', async () => {
		const { opinions } = await scorerWith({ kind: 'number', minimum: 10, maximum: 20 }).assess(
			candidatesOf('2 boxes of 9, so \\boxed{18}. Checked 3 times.', 'The answer is 1,800', 'Answer: 7/2', '\\boxed{2\\sqrt{3}x}'),
			signal,
		);
		expect(opinions.map(({ score }) => score.reason)).toEqual([
			'1 of 1 rules held',
			'0 of 1 rules held; first broken: its final number is 1800, at most 20 is asked for',
			'0 of 1 rules held; first broken: its final number is 3.5, at least 10 is asked for',
			'0 of 1 rules held; first broken: the answer has no final number that can be read',
		]);
	});

	it('checks the parsed answer, else JSON in the text, against a schema', async () => {
		const candidates = [
			candidateOf('thirty', 1, { data: { age: 30 } }),
			candidateOf('Here: {"age": 30}', 2),
			candidateOf('{"age": "thirty"}', 3),
			candidateOf('thirty', 4),
		];
		const { opinions } = await scorerWith({ kind: 'schema', schema }).assess(candidates, signal);
		expect(opinions.map(({ score }) => score.reason)).toEqual([
			'1 of 1 rules held',
			'1 of 1 rules held',
			'0 of 1 rules held; first broken: the JSON does not fit the schema: age must be number',
			'0 of 1 rules held; first broken: the answer holds no JSON that can be read',
		]);
	});

	it('counts each required word as a rule of its own', async () => {
		const { opinions } = await scorerWith({ kind: 'contains', words: ['price', ' Date ', ''] }).assess(
			candidatesOf('The PRICE is 5'),
			signal,
		);
		expect(opinions[0]?.score).toMatchObject({ value: 0.5, reason: '1 of 2 rules held; first broken: the answer does not contain “Date”' });
	});

	it.each<[string, Rule[], string]>([
		['no rule', [], 'There is no rule to score by'],
		['a pattern that is none', [{ kind: 'mustMatch', pattern: '[a-' }], 'Pattern is not a regular expression: [a-'],
		['a schema that is none', [{ kind: 'schema', schema: { type: 'text' } }], 'The JSON Schema is not a valid JSON Schema'],
		['an example for a schema', [{ kind: 'schema', schema: { age: 3 } }], 'This looks like an example, not a schema'],
		['a negative length', [{ kind: 'minimumLength', characters: -1 }], 'A length of -1 characters cannot be asked for'],
		[
			'a range without a number in it',
			[{ kind: 'number', minimum: 9, maximum: 1 }],
			'Minimum is 9 and Maximum is 1, and no number is both',
		],
		[
			'ranges that no number is in together',
			[
				{ kind: 'number', minimum: 5 },
				{ kind: 'number', maximum: 4 },
			],
			'Minimum is 5 and Maximum is 4, and no number is both',
		],
		[
			'lengths that no answer has together',
			[
				{ kind: 'minimumLength', characters: 100 },
				{ kind: 'maximumLength', characters: 10 },
			],
			'The rules ask for at least 100 characters and at most 10, and no answer has both',
		],
		['no words', [{ kind: 'contains', words: [' '] }], 'The rule Must Contain names no words'],
	])('refuses %s', (_, rules, message) => {
		expect(() => scorerWith(...rules)).toThrow(message);
	});

	it('takes bounds that meet, and those of which one end is open', async () => {
		const rules: Rule[] = [
			{ kind: 'number', minimum: 5, maximum: 5 },
			{ kind: 'number', minimum: 3 },
			{ kind: 'minimumLength', characters: 1 },
			{ kind: 'maximumLength', characters: 1 },
		];
		const { opinions } = await scorerWith(...rules).assess(candidatesOf('5', '4'), signal);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([true, false]);
	});
});
