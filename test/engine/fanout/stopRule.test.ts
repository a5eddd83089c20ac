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

describe('stopping when clones agree on a whole text', () => {
	const rule = createStopRule({ kind: 'agree', confidence: 0.95, formsOf: createFormsOf({ kind: 'text' }) });

	it('stops at an answer that cannot lose, and never at clones that do not know', async () => {
		expect(await rule(candidatesOf('Tea.', 'tea', 'Tea'), 1)).toContain('3 of 3 answers agree on "tea"');
		expect(await rule(candidatesOf("I don't know.", 'I do not know', "I don't know"), 1)).toBeUndefined();
		expect(await rule(candidatesOf("I don't know.", "I don't know.", 'Tea', 'Tea'), 1)).toContain('2 of 2 answers agree on "tea"');
	});
});
