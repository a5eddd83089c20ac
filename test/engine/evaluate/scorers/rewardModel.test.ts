import { expect, describe, it } from 'vitest';
import { EngineError } from '../../../../nodes/engine/errors';
import { createScorer } from '../../../../nodes/engine/evaluate/scorers';
import { candidatesOf } from '../candidateOf';
import { ScriptedSandbox } from '../ScriptedSandbox';

const { signal } = new AbortController();
class ServerDown extends EngineError {
	override readonly name = 'EndpointError';
	readonly advice = 'Start it.';
}

function assess(rank: (texts: readonly string[]) => readonly number[], ...texts: string[]) {
	const tools = {
		openSandbox: async () => new ScriptedSandbox(() => new Error('runs no code')),
		extractCode: () => undefined,
		rank: async (_model: string, _task: string, asked: readonly string[]) => rank(asked),
	};
	return createScorer('rewardModel', { model: 'reward' }, tools).assess(candidatesOf(...texts), signal);
}

describe('Reward Model', () => {
	it('takes probabilities as they are, and accepts the best and who is as good', async () => {
		const { opinions } = await assess(() => [0.2, 0.9, 0.9], 'a', 'b', 'c');
		expect(opinions.map(({ accepted, score }) => [accepted, score.kind === 'scored' && score.value])).toEqual([
			[false, 0.2],
			[true, 0.9],
			[true, 0.9],
		]);
		expect(opinions[1]?.score.reason).toBe('The reward model gives 0.9');
	});

	it('brings bare numbers between 0 and 1, in their order', async () => {
		const { opinions } = await assess(() => [-3, 7.5, 0], 'a', 'b', 'c');
		const values = opinions.map(({ score }) => (score.kind === 'scored' ? score.value : Number.NaN));
		expect(values[1]).toBeGreaterThan(values[2] ?? 1);
		expect(values[2]).toBe(0.5);
		expect(values[0]).toBeGreaterThan(0);
		expect(opinions.map(({ accepted }) => accepted)).toEqual([false, true, false]);
	});

	it('leaves an empty answer and one without a number unscored', async () => {
		const { opinions } = await assess((texts) => texts.map((_, index) => (index === 1 ? Number.NaN : 0.5)), 'a', ' ', 'b');
		expect(opinions.map(({ score }) => score.kind)).toEqual(['scored', 'unscored', 'unscored']);
		expect((await assess(() => [], '', ' ')).opinions.map(({ score }) => score.reason)).toEqual(Array(2).fill('There is no text to score'));
	});

	it('leaves all unscored where the server is down, and says why', async () => {
		const assessment = await assess(
			() => {
				throw new ServerDown('Nobody answers.');
			},
			'a',
			'b',
		);
		expect(assessment.opinions.map(({ score }) => score)).toEqual(Array(2).fill({ kind: 'unscored', reason: 'Nobody answers.' }));
		expect(assessment.remarks).toEqual(['Nobody answers. Start it.']);
	});

	it('refuses to work without a model', () => {
		expect(() =>
			createScorer(
				'rewardModel',
				{ model: ' ' },
				{ openSandbox: async () => new ScriptedSandbox(() => new Error('none')), extractCode: () => undefined },
			),
		).toThrow('No reward model is named');
	});
});
