import { describe, expect, it } from 'vitest';
import { describePick } from '../../../nodes/engine/evaluate/describePick';
import type { ScorerSummary } from '../../../nodes/engine/evaluate/evaluationSummary';

const scorer = (changes: Partial<ScorerSummary>): ScorerSummary => ({
	scorer: 'runTests',
	scored: 5,
	unscored: 0,
	accepted: 3,
	durationMs: 1,
	...changes,
});

describe('what a pick was worth, in a sentence', () => {
	it('says how often a random pick would have been right, where tests tell', () => {
		expect(describePick({ accepted: 3, scorers: [scorer({ randomPick: 0.6 })] })).toBe(
			'A random pick would have been right in 60 %, this pick passed.',
		);
	});

	it('calls right only what tests have shown, even if they were chosen automatically', () => {
		const byRules = [scorer({ scorer: 'rules', randomPick: 0.6 })];
		expect(describePick({ accepted: 3, scorers: byRules })).toContain('would have passed in 60 %');
		const chosen = [scorer({ scorer: 'automatic', chosen: 'runTests', randomPick: 0.6 })];
		expect(describePick({ accepted: 3, scorers: chosen })).toContain('would have been right in 60 %');
	});

	it.each(['executionAgreement', 'vote'])('says what it rests on, and counts heads rather than weights, where %s tells', (id) => {
		const scorers = [scorer({ scorer: id, scored: 5, accepted: 4, agreement: 0.95 })];
		expect(describePick({ accepted: 4, scorers })).toBe('If this pick is right, a random one would have been right in 80 %.');
	});

	it('takes the first scorer that knows', () => {
		const scorers = [scorer({ scored: 0, unscored: 5, accepted: 0 }), scorer({ scorer: 'vote', accepted: 2 })];
		expect(describePick({ accepted: 2, scorers })).toContain('If this pick is right');
	});

	it.each([
		['none was accepted', { accepted: 0, scorers: [scorer({ randomPick: 0 })] }],
		['all passed', { accepted: 5, scorers: [scorer({ randomPick: 1 })] }],
		['all agree', { accepted: 5, scorers: [scorer({ scorer: 'vote', accepted: 5 })] }],
		['agreement is a likeness of words', { accepted: 1, scorers: [scorer({ scorer: 'consensus', agreement: 0.4 })] }],
		['nobody counted', { accepted: 1, scorers: [scorer({ scorer: 'judge' })] }],
	])('says nothing where %s', (_, told) => {
		expect(describePick(told)).toBeUndefined();
	});
});
