import { describe, expect, it } from 'vitest';
import { createFormsOf } from '../../../../nodes/engine/evaluate/answerForm';
import * as scorers from '../../../../nodes/engine/evaluate/scorers';
import { decideOnLarger } from '../../../../nodes/engine/fanout/largerModel';
import { createStopRule } from '../../../../nodes/engine/fanout/stopRule';
import { countSums } from '../../../../scripts/bench/lift/countSums.mts';
import type { LiftEngine } from '../../../../scripts/bench/lift/engine.mts';
import type { KeptQuestion } from '../../../../scripts/bench/lift/resultsFile.mts';

const engine = { scorers, createFormsOf, decideOnLarger, createStopRule } as unknown as LiftEngine;
const questions = ['a', 'b', 'c'].map((id) => ({ id, task: id, golds: ['# 12'] }));
const kept = (id: string, numbers: readonly number[], wallMs: number): KeptQuestion => ({
	row: 'gsm8k-approach',
	id,
	answers: numbers.map((number) => ({
		approach: '',
		text: `So it is ${number + 1} less 1.\nAnswer: ${number}`,
		finishReason: 'stop',
		promptTokens: 1,
		completionTokens: 1,
		ms: wallMs,
	})),
	wallMs,
});
const small = [kept('a', [12, 12, 12, 12, 12], 1000), kept('b', [12, 7, 8, 9, 7], 1000), kept('c', [3, 3, 3, 3, 12], 1000)];
const large = [kept('a', [11], 4000), kept('b', [12], 4000), kept('c', [12], 4000)];

describe('countSums', () => {
	it('counts one clone, the vote and any of the five', async () => {
		const { one, vote, any, lift } = await countSums(engine, questions, small, []);
		expect(one.value).toBeCloseTo(7 / 15, 10);
		expect(vote.value).toBeCloseTo(1 / 3, 10);
		expect(any.value).toBe(1);
		expect(lift.value).toBeCloseTo(1 / 3 - 7 / 15, 10);
	});

	it('saves calls where clones agree early, and keeps every answer where it waits until none can change it', async () => {
		const { agreeing } = await countSums(engine, questions, small, []);
		const early = agreeing.find(({ confidence }) => confidence === 0.85);
		const sure = agreeing.at(-1);
		expect(sure).toMatchObject({ confidence: 1, same: 1 });
		expect(sure?.saved).toBeGreaterThan(0.2);
		expect(early?.saved).toBeGreaterThan(sure?.saved ?? 1);
	});

	it('asks the larger model where the small ones are unsure, and counts what that costs', async () => {
		const { larger } = await countSums(engine, questions, small, large);
		expect(larger).toMatchObject({ questions: 3, alone: { value: 2 / 3 }, aloneSeconds: 4 });
		const half = larger?.cascades.find(({ minimumLead }) => minimumLead === 0.5);
		// Only of b, where two of five gave 7.
		expect(half?.asked).toBeCloseTo(1 / 3, 10);
		expect(half?.right.value).toBeCloseTo(2 / 3, 10);
		expect(half?.beyondAlone.value).toBeCloseTo(0, 10);
		expect(half?.seconds).toBeCloseTo((1 + 1 + 4 + 1) / 3, 10);
	});
});
