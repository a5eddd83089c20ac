import { describe, expect, it } from 'vitest';
import type { KeptQuestion } from '../../../../scripts/bench/lift/resultsFile.mts';
import { formatStartTasks } from '../../../../scripts/bench/startTasks/formatStartTasks.mts';

const asked = (id: string, right: readonly boolean[], picked: number): KeptQuestion => ({
	row: 'npm start',
	id,
	wallMs: 1000,
	answers: right.map((_, index) => ({
		approach: `a${index}`,
		text: '',
		finishReason: index === 0 ? 'length' : 'stop',
		promptTokens: 50,
		completionTokens: 40 + index,
		ms: 100,
	})),
	verdict: { right, picked, byBehaviour: picked, by: 'Execution Agreement', examples: 1 },
});
const tasks = [{ name: 'easy' }, { name: 'split' }, { name: 'never asked' }];
const [yes, no] = [true, false];

describe('formatStartTasks', () => {
	it('counts each task over its runs, those where five gain most first, and leaves out what was not asked', () => {
		const questions = [
			asked('easy 1', [yes, yes, yes, yes, yes], 0),
			asked('split 1', [yes, no, yes, no, no], 2),
			asked('split 2', [yes, no, no, no, yes], 1),
		];
		expect(formatStartTasks(tasks, questions)).toEqual([
			'| task | runs of five | one clone passes | picked without tests | picked by tests | tokens a clone | cut |',
			'|---|---|---|---|---|---|---|',
			'| split | 2 | 40 % | 50 % | 100 % | 42 | 2 |',
			'| easy | 1 | 100 % | 100 % | 100 % | 42 | 1 |',
		]);
	});
});
