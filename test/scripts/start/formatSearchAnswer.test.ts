import { describe, expect, it } from 'vitest';
import type { CooperativeSearchAnswer } from '../../../scripts/start/askCooperativeSearch.mts';
import { formatSearchAnswer } from '../../../scripts/start/formatSearchAnswer.mts';

const clone = (number: number, sources: number) => ({
	clone: number,
	role: 'Web',
	text: 'It is 330 m high.',
	tools: sources === 0 ? [] : [{ step: 1, name: 'Search', asked: '{}', outcome: 'answered', trouble: '' }],
	sources,
	withoutSource: sources === 0,
	tokens: 12,
	durationMs: 900,
});

const answer = (changes: Partial<CooperativeSearchAnswer> = {}): CooperativeSearchAnswer => ({
	answer: 'It is 330 m high [1].',
	outcome: 'written',
	reason: 'Written from 1 findings',
	citations: null,
	withoutSource: false,
	dissent: [],
	findings: [],
	clones: [clone(1, 1), clone(2, 0)],
	remembered: null,
	receipt: {
		summary: '2 of 2 answered.',
		asked: 2,
		answered: 2,
		missing: [],
		stoppedBecause: 'all rounds were done',
		wallMs: 1600,
		clonesMs: 2400,
		tokens: { prompt: 90, completion: 12, cached: 32 },
		requests: 4,
		retries: 0,
		models: ['small'],
		rounds: [{ round: 1, newFindings: 1, answered: 2 }],
	},
	...changes,
});

describe('formatSearchAnswer', () => {
	it('marks the answer of a clone that stands on no source', () => {
		const rows = formatSearchAnswer('How high?', answer()).filter((line) => /^ +\d /.test(line));
		expect(rows.map((row) => row.includes('(without a source) It is 330 m high.'))).toEqual([false, true]);
	});

	it('calls what has no source no report', () => {
		expect(formatSearchAnswer('How high?', answer())).toContain('The report:');
		const lines = formatSearchAnswer('How high?', answer({ withoutSource: true, outcome: 'passedThrough' }));
		expect(lines).toContain('No report, as there is no source. The best answer, which nobody can check:');
		expect(lines).not.toContain('The report:');
	});
});
