import { describe, expect, it } from 'vitest';
import * as scorers from '../../../../nodes/engine/evaluate/scorers';
import { countTexts } from '../../../../scripts/bench/lift/countTexts.mts';
import type { LiftEngine } from '../../../../scripts/bench/lift/engine.mts';
import type { KeptQuestion } from '../../../../scripts/bench/lift/resultsFile.mts';

const engine = { scorers } as unknown as LiftEngine;
const questions = [{ id: 'a', task: 'Who?', golds: ['Stanley Hall', 'G. Stanley Hall'] }];
const kept = (texts: readonly string[], judged?: number): KeptQuestion => ({
	row: 'musique-sampling',
	id: 'a',
	answers: texts.map((text) => ({ approach: '', text, finishReason: 'stop', promptTokens: 1, completionTokens: 1, ms: 1 })),
	wallMs: 1,
	...(judged === undefined ? {} : { judged }),
});

describe('countTexts', () => {
	it('counts the words shared with the nearest right answer, of one clone, of the pick and of the best', async () => {
		const texts = ['It was nobody at all.', 'Stanley Hall', 'Stanley Hall.', 'G. Stanley Hall'];
		const { one, byConsensus, byJudge, best } = await countTexts(engine, questions, [kept(texts, 0)]);
		expect(one.value).toBeCloseTo(3 / 4, 10);
		expect([byConsensus.value, byJudge?.value, best.value]).toEqual([1, 0, 1]);
	});

	it('says nothing of a judge that was not asked of every question', async () => {
		expect(await countTexts(engine, questions, [kept(['x', 'y'], 1), kept(['x', 'y'])])).not.toHaveProperty('byJudge');
	});
});
