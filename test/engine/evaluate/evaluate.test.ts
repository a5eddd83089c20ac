import { describe, expect, it } from 'vitest';
import type { Score } from '../../../nodes/engine/candidate';
import { evaluate } from '../../../nodes/engine/evaluate/evaluate';
import type { Combination } from '../../../nodes/engine/evaluate/reducers';
import type { Scorer } from '../../../nodes/engine/evaluate/scorers';
import { candidatesOf } from './candidateOf';

const { signal } = new AbortController();

/** A scorer with its opinions written down: a number is a score, accepted from 1; undefined is no opinion. */
function scorerSaying(id: string, ...values: ReadonlyArray<number | undefined>): Scorer {
	const scoreOf = (value: number | undefined): Score =>
		value === undefined ? { kind: 'unscored', reason: `${id} cannot say` } : { kind: 'scored', value, reason: `${id} says ${value}` };
	const opinions = values.map((value) => ({ score: scoreOf(value), accepted: value !== undefined && value >= 1 }));
	return { id, label: id.toUpperCase(), assess: async () => ({ opinions, remarks: [] }) };
}

async function rank(scorers: readonly Scorer[], combination: Combination = { by: 'first' }, count = 3) {
	const candidates = candidatesOf(...Array.from({ length: count }, (_, index) => `answer ${index + 1}`));
	return evaluate({ candidates, scorers, combination }, signal);
}

const clonesOf = ({ verdicts }: Awaited<ReturnType<typeof rank>>) => verdicts.map(({ candidate }) => candidate.run.clone);

describe('evaluate', () => {
	it('puts the higher score first and gives each candidate its rank and reason', async () => {
		const evaluation = await rank([scorerSaying('tests', 0.2, 1, 0.5)]);
		expect(clonesOf(evaluation)).toEqual([2, 3, 1]);
		expect(evaluation.verdicts.map(({ rank, accepted, score, reason }) => ({ rank, accepted, score, reason }))).toEqual([
			{ rank: 1, accepted: true, score: 1, reason: 'tests says 1' },
			{ rank: 2, accepted: false, score: 0.5, reason: 'tests says 0.5' },
			{ rank: 3, accepted: false, score: 0.2, reason: 'tests says 0.2' },
		]);
	});

	it('gives ties to the earlier clone and counts them', async () => {
		const evaluation = await rank([scorerSaying('tests', 0, 1, 1)]);
		expect(clonesOf(evaluation)).toEqual([2, 3, 1]);
		expect(evaluation.summary).toMatchObject({ accepted: 2, ties: 1 });
		expect(evaluation.verdicts[1]?.reason).toBe('tests says 1; accepted too, but clone 2 ranks higher');
	});

	it('ranks a candidate without an opinion below one that scored zero, and counts it on its own', async () => {
		const evaluation = await rank([scorerSaying('tests', undefined, 0, undefined)]);
		expect(clonesOf(evaluation)).toEqual([2, 1, 3]);
		expect(evaluation.verdicts[1]).toMatchObject({ accepted: false, reason: 'tests cannot say' });
		expect(evaluation.verdicts[1]).not.toHaveProperty('score');
		expect(evaluation.summary).toMatchObject({ candidates: 3, scored: 1, unscored: 2, accepted: 0, ties: 0 });
	});

	it('puts an answer before those without text where the scores cannot tell them apart', async () => {
		const candidates = candidatesOf('', ' \u200b', 'It rains.');
		const { verdicts } = await evaluate(
			{ candidates, scorers: [scorerSaying('judge', undefined, undefined, undefined)], combination: { by: 'first' } },
			signal,
		);
		expect(verdicts.map(({ candidate }) => candidate.run.clone)).toEqual([3, 1, 2]);
	});

	it('lets the second scorer break the ties of the first, and only those', async () => {
		const evaluation = await rank([scorerSaying('tests', 1, 1, 0.5), scorerSaying('vote', 0.1, 0.9, 1)]);
		expect(clonesOf(evaluation)).toEqual([2, 1, 3]);
		expect(evaluation.verdicts[0]).toMatchObject({ score: 1, reason: 'TESTS: tests says 1. VOTE: vote says 0.9' });
		expect(evaluation.summary.ties).toBe(0);
	});

	it('lets the second scorer decide about a candidate of which the first has no opinion', async () => {
		const evaluation = await rank([scorerSaying('tests', undefined, 0, undefined), scorerSaying('vote', 0.2, 1, 1)]);
		expect(evaluation.verdicts.map(({ candidate, accepted }) => [candidate.run.clone, accepted])).toEqual([
			[3, true],
			[2, false],
			[1, false],
		]);
	});

	it('combines by stated weights over the scorers that have an opinion', async () => {
		const evaluation = await rank([scorerSaying('a', 1, 0, undefined), scorerSaying('b', 0, 1, 0.5)], { by: 'weights', weights: [1, 3] });
		expect(evaluation.verdicts.map(({ candidate, score }) => [candidate.run.clone, score])).toEqual([
			[2, 0.75],
			[3, 0.5],
			[1, 0.25],
		]);
		expect(evaluation.summary.accepted).toBe(0);
	});

	it('accepts from the asked combined score when one is stated', async () => {
		const { verdicts } = await rank([scorerSaying('a', 1, 0, 1), scorerSaying('b', 0, 1, 1)], {
			by: 'weights',
			weights: [1, 3],
			minimumScore: 0.75,
		});
		expect(verdicts.filter(({ accepted }) => accepted).map(({ candidate }) => candidate.run.clone)).toEqual([3, 2]);
	});

	it('says what a candidate fell short of that the weights together do not accept', async () => {
		const scorers = [scorerSaying('a', 1, 0, 0.5), scorerSaying('b', 1, 1, 0.5)];
		const every = await rank(scorers, { by: 'weights', weights: [1, 1] });
		expect(every.verdicts.map(({ candidate, reason }) => [candidate.run.clone, reason])).toEqual([
			[1, 'A: a says 1. B: b says 1'],
			[2, 'A: a says 0. B: b says 1. Not accepted by A: without a Minimum Combined Score, every scorer must accept'],
			[3, 'A: a says 0.5. B: b says 0.5. Not accepted by A and B: without a Minimum Combined Score, every scorer must accept'],
		]);
		const stated = await rank(scorers, { by: 'weights', weights: [1, 2], minimumScore: 0.667 });
		expect(stated.verdicts[1]?.reason).toBe(
			'A: a says 0. B: b says 1. The combined score of 0.66 is below 0.667, the Minimum Combined Score',
		);
	});

	it.each([[[1]], [[1, -1]], [[0, 0]], [[1, Number.NaN]]])('refuses the weights %j for two scorers', async (weights) => {
		await expect(rank([scorerSaying('a', 1, 1, 1), scorerSaying('b', 1, 1, 1)], { by: 'weights', weights })).rejects.toMatchObject({
			name: 'InvalidInputError',
			field: 'Weights',
		});
	});

	it('says that there is nothing to evaluate when no candidate came', async () => {
		await expect(rank([scorerSaying('a')], { by: 'first' }, 0)).rejects.toThrow('There are no candidates to evaluate');
	});

	it('says that nothing is chosen when there is no scorer', async () => {
		await expect(rank([])).rejects.toMatchObject({ field: 'Score By' });
	});

	it('waits for no scorer that goes on when it is aborted', async () => {
		const stop = new AbortController();
		const endless: Scorer = { id: 'endless', label: 'Endless', assess: async () => await new Promise<never>(() => {}) };
		const waiting = evaluate({ candidates: candidatesOf('a', 'b'), scorers: [endless], combination: { by: 'first' } }, stop.signal);
		stop.abort(new Error('stopped by hand'));
		await expect(waiting).rejects.toThrow('stopped by hand');
	});

	it('ends with the reason of the abort', async () => {
		const stop = AbortSignal.abort(new Error('stopped by hand'));
		await expect(
			evaluate({ candidates: candidatesOf('a'), scorers: [scorerSaying('a', 1)], combination: { by: 'first' } }, stop),
		).rejects.toThrow('stopped by hand');
	});
});
