import { describe, expect, it } from 'vitest';
import type { AnswerForm } from '../../../../nodes/engine/evaluate/answerForm';
import { createScorer } from '../../../../nodes/engine/evaluate/scorers';
import { candidateOf, candidatesOf } from '../candidateOf';
import { ScriptedSandbox } from '../ScriptedSandbox';

const { signal } = new AbortController();
const tools = { openSandbox: async () => new ScriptedSandbox(() => new Error('a vote runs no code')), extractCode: () => undefined };

function voteOn(form: AnswerForm, minimumShare = 0) {
	return createScorer('vote', { form, minimumShare }, tools);
}

describe('Vote', () => {
	it('accepts those who gave the leading answer and scores each by the share of its answer', async () => {
		const assessment = await voteOn({ kind: 'number' }).assess(
			candidatesOf('It is 4.', 'The answer is 5', '10 / 2 = 5', 'five is 5.0'),
			signal,
		);
		expect(
			assessment.opinions.map(({ accepted, score, extracted }) => [
				accepted,
				score.kind === 'scored' && score.value,
				extracted?.['answer'],
			]),
		).toEqual([
			[false, 0.25, '4'],
			[true, 0.75, '5'],
			[true, 0.75, '5'],
			[true, 0.75, '5'],
		]);
		expect(assessment).toMatchObject({ agreement: 0.75, ties: 0 });
		expect(assessment.opinions[1]?.score.reason).toBe('3 of 4 gave this answer: 5');
		expect(assessment).not.toHaveProperty('randomPick');
	});

	it('counts equal formulas as one answer, and gives none that cannot be read a vote', async () => {
		const { opinions } = await voteOn({ kind: 'maths' }).assess(
			candidatesOf('\\boxed{\\frac{\\sqrt{3}}{2}}', 'The answer is $\\sin 60^\\circ$.', '\\boxed{0.866}', '\\boxed{\\frac{3}{}}'),
			signal,
		);
		expect(opinions.map(({ score }) => score.reason)).toEqual([
			'2 of 3 gave this answer: \\frac{\\sqrt{3}}{2}',
			'2 of 3 gave this answer: \\frac{\\sqrt{3}}{2}',
			'1 of 3 gave this answer: 0.866',
			'No formula that can be read was found in the answer, so it has no vote',
		]);
	});

	it('does not score a candidate without an answer, nor count it in the shares', async () => {
		const { opinions, agreement } = await voteOn({ kind: 'number' }).assess(candidatesOf('I do not know', '7', '7'), signal);
		expect(opinions[0]?.score).toEqual({ kind: 'unscored', reason: 'No number was found in the answer, so it has no vote' });
		expect(agreement).toBe(1);
	});

	it('counts answers that tie for the lead', async () => {
		const assessment = await voteOn({ kind: 'number' }).assess(candidatesOf('1', '2', '2', '1', '3'), signal);
		expect(assessment).toMatchObject({ agreement: 0.4, ties: 1 });
		expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([true, true, true, true, false]);
	});

	it('accepts none where no two agree, says so, and accepts the leading ones where told to', async () => {
		const { opinions } = await voteOn({ kind: 'number' }).assess(candidatesOf('1', '2', '3'), signal);
		expect(opinions.map(({ accepted, score }) => [accepted, score.reason])).toEqual(
			['1', '2', '3'].map((answer) => [false, `1 of 3 gave this answer: ${answer}; no two agree`]),
		);
		const told = createScorer('vote', { form: { kind: 'number' }, minimumShare: 0, acceptsDisagreement: true }, tools);
		expect((await told.assess(candidatesOf('1', '2', '3'), signal)).opinions.every(({ accepted }) => accepted)).toBe(true);
	});

	it('accepts a lone vote, which nothing speaks against', async () => {
		const { opinions } = await voteOn({ kind: 'number' }).assess(candidatesOf('1', 'none'), signal);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([true, false]);
	});

	it('counts JSON answers with the same fields as one, whatever their order, and none that is cut off', async () => {
		const { opinions } = await voteOn({ kind: 'data' }).assess(
			candidatesOf('{"a": 1, "b": "x"}', '```json\n{ "b": "X", "a": 1.0 }\n```', '{"a": 1, "b"', 'no JSON'),
			signal,
		);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([true, true, false, false]);
		expect(opinions[3]?.score.reason).toBe('No JSON was found in the answer, so it has no vote');
	});

	it.each([
		['whole', { kind: 'data' }, '{"b": [2, -0.5], "a": {"c": 1}}', '{"a":{"c":1},"b":[2,-0.5]}'],
		['a field', { kind: 'field', path: 'a' }, '{"a": [1, "x"]}', '[1,"x"]'],
		['too many digits', { kind: 'data' }, '{"a": "12345678901234567890"}', '{"a":"12345678901234567890"}'],
		['a text that looks like JSON', { kind: 'text' }, '["1"]', '["1"]'],
	] as const)('shows the numbers of JSON as numbers: %s', async (_, form, text, shown) => {
		const { opinions } = await voteOn(form).assess(candidatesOf(text, text), signal);
		expect(opinions[0]).toMatchObject({
			score: { reason: `2 of 2 gave this answer: ${shown}` },
			extracted: { answer: shown },
		});
	});

	it('accepts no answer whose share is below the asked one', async () => {
		const { opinions } = await voteOn({ kind: 'number' }, 0.6).assess(candidatesOf('1', '1', '2'), signal);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([true, true, false]);
		const { opinions: split } = await voteOn({ kind: 'number' }, 0.6).assess(candidatesOf('1', '1', '2', '3'), signal);
		expect(split[0]).toMatchObject({
			accepted: false,
			score: { reason: '2 of 4 gave this answer: 1; the leading answer needs 60 % of the votes' },
		});
	});

	it('has no agreement when nobody has an answer', async () => {
		const assessment = await voteOn({ kind: 'field', path: 'answer' }).assess(candidatesOf('a', 'b'), signal);
		expect(assessment.opinions.every(({ score }) => score.kind === 'unscored')).toBe(true);
		expect(assessment).not.toHaveProperty('agreement');
	});

	it('votes on a field of the parsed answer before JSON in the text', async () => {
		const { opinions } = await voteOn({ kind: 'field', path: 'answer' }).assess(
			[candidateOf('{"answer": "no"}', 1, { data: { answer: 'yes' } }), candidateOf('```json\n{"answer": "Yes"}\n```', 2)],
			signal,
		);
		expect(opinions.map(({ extracted }) => extracted?.['answer'])).toEqual(['yes', 'yes']);
	});

	it('says which pattern is not one', () => {
		expect(() => voteOn({ kind: 'pattern', pattern: 'answer: (.+' })).toThrow(
			'Answer Pattern is not a regular expression: answer: (.+ (Unterminated group)',
		);
	});

	it('asks for the name of the field', () => {
		expect(() => voteOn({ kind: 'field', path: ' ' })).toThrow('No field of the answer is named');
	});

	it('weighs the votes of models as told, and says so', async () => {
		const scorer = createScorer('vote', { form: { kind: 'number' }, minimumShare: 0, weights: { wise: 3 } }, tools);
		const { opinions, agreement, ties } = await scorer.assess(
			[candidateOf('1', 1), candidateOf('1', 2), candidateOf('2', 3, { model: 'wise' })],
			signal,
		);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([false, false, true]);
		expect(opinions[2]?.score).toMatchObject({ value: 0.6, reason: '1 of 3 gave this answer, 60 % by weight: 2' });
		expect({ agreement, ties }).toEqual({ agreement: 0.6, ties: 0 });
	});

	it('gives an answer that broke off no vote, as its last number need not be its answer', async () => {
		const halves = [1, 2].map((clone) => candidateOf('First, 3 and 4 are', clone, { finishReason: 'cut' }));
		const { opinions } = await createScorer('vote', { form: { kind: 'number' }, minimumShare: 0 }, tools).assess(
			[...halves, candidateOf('It is 7.', 3)],
			signal,
		);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([false, false, true]);
		expect(opinions[0]?.score).toEqual({ kind: 'unscored', reason: 'The answer broke off before its end, so it has no vote' });
	});

	it('takes sums of weights that differ in their last digit only for a tie, which gives none of them a lead', async () => {
		const weights = { slight: 0.1, small: 0.2, fair: 0.3 };
		const scorer = createScorer('vote', { form: { kind: 'number' }, minimumShare: 0, weights }, tools);
		const { opinions, ties } = await scorer.assess(
			[candidateOf('1', 1, { model: 'fair' }), candidateOf('2', 2, { model: 'slight' }), candidateOf('2', 3, { model: 'small' })],
			signal,
		);
		expect(ties).toBe(1);
		expect(new Set(opinions.map(({ score }) => score.kind === 'scored' && score.value)).size).toBe(1);
	});

	it('counts who gave the same answer, also of a model without weight, and not what broke off', async () => {
		const scorer = createScorer('vote', { form: { kind: 'number' }, minimumShare: 0, weights: { poor: 0 } }, tools);
		const { opinions } = await scorer.assess(
			[
				candidateOf('7', 1),
				candidateOf('It is 7.0', 2, { model: 'poor' }),
				candidateOf('7', 3, { finishReason: 'cut' }),
				candidateOf('no idea', 4),
			],
			signal,
		);
		expect(opinions.map(({ group }) => group)).toEqual(['7', '7', undefined, undefined]);
	});

	it('does not count a model without weight, and tells it from one without an answer', async () => {
		const scorer = createScorer('vote', { form: { kind: 'number' }, minimumShare: 0, weights: { poor: 0 } }, tools);
		const { opinions, agreement } = await scorer.assess([candidateOf('1', 1, { model: 'poor' }), candidateOf('2', 2)], signal);
		expect(opinions[0]?.score).toEqual({ kind: 'unscored', reason: 'Its model has the weight 0, so it has no vote' });
		expect(agreement).toBe(1);
	});

	it('lets the larger model decide that was asked because the others were unsure', async () => {
		const { opinions, ties } = await voteOn({ kind: 'number' }, 0.9).assess(
			[candidateOf('1', 1), candidateOf('1', 2), candidateOf('2', 3), candidateOf('2', 4, { larger: true })],
			signal,
		);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([false, false, true, true]);
		expect(opinions[3]?.score).toMatchObject({ value: 1, reason: '2 of 4 gave this answer: 2; the larger model decided' });
		expect(ties).toBe(0);
	});

	it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the weight %s', (weight) => {
		expect(() => createScorer('vote', { form: { kind: 'text' }, minimumShare: 0, weights: { small: weight } }, tools)).toThrow(
			/a weight is 0 or more/,
		);
	});
});

describe('Vote by log-probability', () => {
	const vote = createScorer('vote', { form: { kind: 'number' }, minimumShare: 0, byLogProbability: true }, tools);
	const sure = (text: string, clone: number, mean?: number) =>
		candidateOf(text, clone, mean === undefined ? {} : { logProbability: { mean, tokens: 3 } });

	it('counts an answer more, the likelier its model found its words', async () => {
		const { opinions, remarks } = await vote.assess(
			[sure('4', 1, Math.log(0.9)), sure('5', 2, Math.log(0.4)), sure('5', 3, Math.log(0.4))],
			signal,
		);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([true, false, false]);
		expect(opinions[0]?.score).toMatchObject({ value: expect.closeTo(0.9 / 1.7, 9), reason: '1 of 3 gave this answer, 53 % by weight: 4' });
		expect(remarks).toEqual([]);
	});

	it('counts one that does not know as the others do on average, and says how many', async () => {
		const { opinions, remarks } = await vote.assess([sure('4', 1, Math.log(0.8)), sure('5', 2, Math.log(0.4)), sure('6', 3)], signal);
		expect(opinions[2]?.score).toMatchObject({ value: expect.closeTo(0.6 / 1.8, 9) });
		expect(remarks).toEqual([expect.stringMatching(/^1 of 3 answers do not say how likely their words were/)]);
	});

	it('counts all the same where none knows, and says so', async () => {
		const { opinions, remarks } = await vote.assess([sure('4', 1), sure('5', 2), sure('5', 3)], signal);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([false, true, true]);
		expect(remarks).toEqual([expect.stringMatching(/^No answer says how likely its words were, so all votes count the same/)]);
	});
});

describe('One vote per model', () => {
	const vote = (weights?: Record<string, number>, byLogProbability = false) =>
		createScorer(
			'vote',
			{ form: { kind: 'number' }, minimumShare: 0, oneVotePerModel: true, byLogProbability, ...(weights && { weights }) },
			tools,
		);
	const of = (model: string, text: string, clone: number, more = {}) => candidateOf(text, clone, { model, ...more });

	it('counts a model with many clones no more than one with a single clone', async () => {
		const many = [1, 2, 3, 4].map((clone) => of('small', '4', clone));
		const { opinions, agreement } = await vote().assess([...many, of('large', '5', 5), of('other', '5', 6)], signal);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([false, false, false, false, true, true]);
		expect(opinions[4]?.score.reason).toBe('2 of 6 gave this answer, 67 % by weight: 5');
		expect(agreement).toBeCloseTo(2 / 3, 9);
	});

	it('does not take two clones of one model for two votes that agree', async () => {
		const twoModels = [of('small', '4', 1), of('small', '4', 2), of('large', '5', 3)];
		const { opinions } = await vote().assess(twoModels, signal);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([false, false, false]);
		expect(opinions[0]?.score.reason).toBe('2 of 3 gave this answer, 50 % by weight: 4; no two models agree');
		const oneModel = await vote().assess([of('small', '4', 1), of('small', '4', 2), of('small', '5', 3)], signal);
		expect(oneModel.opinions.map(({ accepted }) => accepted)).toEqual([true, true, false]);
		const split = await vote().assess([of('small', '4', 1), of('small', '5', 2), of('large', '5', 3)], signal);
		expect(split.opinions.map(({ accepted }) => accepted)).toEqual([false, true, true]);
	});

	it('splits the vote of a model whose clones disagree, by its answers alone', async () => {
		const candidates = [of('small', '4', 1), of('small', '4', 2), of('small', '5', 3), of('small', 'none', 4), of('large', '5', 5)];
		const { opinions } = await vote().assess(candidates, signal);
		expect(opinions[0]?.score).toMatchObject({ value: expect.closeTo(1 / 3, 9) });
		expect(opinions[4]?.score).toMatchObject({ value: expect.closeTo(2 / 3, 9) });
	});

	it('weighs models, and within a model the surer answers', async () => {
		const sure = (mean: number) => ({ logProbability: { mean, tokens: 3 } });
		const weighed = [of('small', '4', 1), of('small', '4', 2), of('large', '5', 3)];
		expect((await vote({ small: 3 }).assess(weighed, signal)).opinions[0]?.score).toMatchObject({ value: 0.75 });
		const surer = [
			of('small', '4', 1, sure(Math.log(0.9))),
			of('small', '5', 2, sure(Math.log(0.3))),
			of('large', '5', 3, sure(Math.log(0.1))),
		];
		expect((await vote({}, true).assess(surer, signal)).opinions[0]?.score).toMatchObject({ value: expect.closeTo(0.375, 9) });
		expect((await vote({ small: 0 }).assess(weighed, signal)).opinions[0]?.score).toMatchObject({ kind: 'unscored' });
	});
});
