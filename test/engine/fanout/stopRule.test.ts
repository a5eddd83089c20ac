import { describe, expect, it } from 'vitest';
import { createFormsOf } from '../../../nodes/engine/evaluate/answerForm';
import { createStopRule } from '../../../nodes/engine/fanout/stopRule';
import { candidatesOf } from '../evaluate/candidateOf';

describe('stopping when clones agree on a formula', () => {
	const rule = createStopRule({ kind: 'agree', confidence: 1, formsOf: createFormsOf({ kind: 'maths' }) });

	it('says why when nobody who is still out could change the lead', async () => {
		const answers = candidatesOf('\\boxed{\\frac12}', 'The answer is 1/2.', '\\boxed{0.5}');
		expect(await rule(answers, 1)).toBe('3 of 3 answers agree on "0.5", and the 1 still out could not change that');
	});

	it('goes on while they could', async () => {
		expect(await rule(candidatesOf('\\boxed{\\frac12}', '\\boxed{\\frac13}'), 1)).toBeUndefined();
	});
});
