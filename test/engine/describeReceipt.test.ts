import { describe, expect, it } from 'vitest';
import { describeReceipt } from '../../nodes/engine/describeReceipt';
import type { MissingClone } from '../../nodes/engine/receipt';

const told = { asked: 5, answered: 5, cut: 0, missing: [], stoppedBecause: 'all clones had ended', wallMs: 12_000 };
const noCalls = { calls: 0, answered: 0, threw: 0, timedOut: 0, repeated: 0, refused: 0 };
const missing = (clone: number, reason = 'The server closed the connection.', cancelled = false): MissingClone => ({
	clone,
	reason,
	advice: '',
	cancelled,
});

describe('what a run came to, in a sentence', () => {
	it.each([
		['all answered', {}, '5 of 5 answered in 12 s.'],
		['no tool worked', { tools: { ...noCalls, calls: 7, threw: 6, timedOut: 1 } }, '5 of 5 answered in 12 s; all 7 tool calls failed.'],
		['the only call failed', { tools: { ...noCalls, calls: 1, refused: 1 } }, '5 of 5 answered in 12 s; the only tool call failed.'],
		['one tool call worked', { tools: { ...noCalls, calls: 7, threw: 6, answered: 1 } }, '5 of 5 answered in 12 s.'],
		[
			'one tool never worked, though another did',
			{ tools: { ...noCalls, calls: 4, threw: 3, answered: 1 }, failingTools: [{ name: 'search', calls: 3, why: 'It is down' }] },
			'5 of 5 answered in 12 s; all 3 calls of search failed (It is down).',
		],
		['no tool was called', { tools: noCalls }, '5 of 5 answered in 12 s.'],
		['one stands on no source', { withoutSource: 1 }, '5 of 5 answered in 12 s, 1 of them without a source.'],
		['none stands on a source', { withoutSource: 5 }, '5 of 5 answered in 12 s, without a source.'],
		['the pace is known', { wallMs: 30_000, oneByOneMs: 80_000 }, '5 of 5 answered in 30 s. One after the other: about 80 s.'],
		[
			'the server gains nothing',
			{ wallMs: 30_000, oneByOneMs: 28_000, gainsNothing: true as const },
			'5 of 5 answered in 30 s. One after the other: about 28 s. This server gains nothing from five at once (a CPU seldom does; vLLM on a GPU does).',
		],
		[
			'it saved nothing, and nothing is known of the server',
			{ wallMs: 30_000, oneByOneMs: 28_000 },
			'5 of 5 answered in 30 s. One after the other: about 28 s.',
		],
		[
			'a call measured the pace',
			{ wallMs: 8000, oneByOneMs: 24_000, paceMs: 8000 },
			'5 of 5 answered in 8.0 s. Before that, the clones waited 8.0 s while one call measured the pace. One after the other: about 24 s.',
		],
		['a call measured the pace at once', { paceMs: 20 }, '5 of 5 answered in 12 s.'],
		[
			'the pace says as much as five clones can save',
			{ wallMs: 30_000, oneByOneMs: 150_000 },
			'5 of 5 answered in 30 s. One after the other: about 2 min 30 s.',
		],
		['it took no time to speak of', { wallMs: 12, oneByOneMs: 30 }, '5 of 5 answered in under 0.1 s. One after the other: under 0.1 s.'],
		['it was cut at once', { wallMs: 12, cut: 5, cutBy: ['Max Tokens'] }, '5 of 5 cut by Max Tokens, in under 0.1 s.'],
		['it was quick', { wallMs: 420 }, '5 of 5 answered in 0.4 s.'],
		['it took long', { wallMs: 125_000 }, '5 of 5 answered in 2 min 5 s.'],
		['it took whole minutes', { wallMs: 180_000 }, '5 of 5 answered in 3 min.'],
		[
			'one is missing',
			{ answered: 4, missing: [missing(3)] },
			'4 of 5 answered in 12 s; clone 3 brought no answer: The server closed the connection.',
		],
		[
			'several are missing',
			{ answered: 2, missing: [missing(1), missing(3), missing(5)] },
			'2 of 5 answered in 12 s; clones 1, 3 and 5 brought no answer: The server closed the connection.',
		],
		[
			'they are missing for several reasons',
			{ answered: 3, missing: [missing(1), missing(3, 'Too long.')] },
			'3 of 5 answered in 12 s; clones 1 and 3 brought no answer: The server closed the connection, and others for other reasons.',
		],
		[
			'some were stopped',
			{ answered: 2, stoppedBecause: '2 answers were enough', missing: [missing(3, '', true), missing(4, '', true), missing(5, '', true)] },
			'2 of 5 answered in 12 s; 3 were stopped because 2 answers were enough.',
		],
		['all were cut', { cut: 5, cutBy: ['the deadline'] }, '5 of 5 cut by the deadline, after 12 s.'],
		[
			'all were cut by several',
			{ cut: 5, cutBy: ['the deadline', 'Max Tokens'] },
			'5 of 5 cut by the deadline and Max Tokens, after 12 s.',
		],
		[
			'all were cut, and came from the cache',
			{ cut: 5, cutBy: ['Max Tokens'], cacheHits: 5, wallMs: 12 },
			'5 of 5 cut by Max Tokens, in under 0.1 s, from the answer cache.',
		],
		['some were cut', { cut: 2, cutBy: ['Max Tokens'] }, '5 of 5 answered in 12 s, 2 of them cut by Max Tokens.'],
		['all came from the cache', { cacheHits: 5, wallMs: 90 }, '5 of 5 answered in 0.1 s, from the answer cache.'],
		['some came from the cache', { cacheHits: 2 }, '5 of 5 answered in 12 s, 2 of them from the answer cache.'],
		[
			'none answered',
			{ answered: 0, missing: [missing(1)], asked: 1 },
			'0 of 1 answered in 12 s; clone 1 brought no answer: The server closed the connection.',
		],
	])('where %s', (_, changes, sentence) => {
		expect(describeReceipt({ ...told, ...changes })).toBe(sentence);
	});

	const larger = { model: 'x', asked: true, because: 'no answer leads' };
	it.each([
		['was asked, too', {}, '5 of 5 answered in 12 s. The larger model "x" was asked, too, because no answer leads.'],
		[
			'brought nothing',
			{ answered: 5, missing: [missing(6)] },
			'5 of 5 answered in 12 s. The larger model "x", asked because no answer leads, brought no answer: The server closed the connection.',
		],
		[
			'was asked beside a missing clone',
			{ answered: 5, missing: [missing(2, 'Too long.')] },
			'4 of 5 answered in 12 s; clone 2 brought no answer: Too long. The larger model "x" was asked, too, because no answer leads.',
		],
		['was not asked', { asked: 5, answered: 5, larger: { ...larger, asked: false } }, '5 of 5 answered in 12 s.'],
	])('counts the clones that were set, where a larger model %s', (_, changes, sentence) => {
		expect(describeReceipt({ ...told, asked: 6, answered: 6, larger, ...changes })).toBe(sentence);
	});

	it('closes the quote in which a reason is shortened', () => {
		const reason = `The server said: "${'Out of memory, and out of patience as well. '.repeat(9)}". It was asked twice.`;
		expect(describeReceipt({ ...told, answered: 4, missing: [missing(3, reason)] })).toMatch(/: "Out of memory[^"]+…"\.$/);
	});

	it('stays short, however many clones are missing and however long their reasons are', () => {
		const many = Array.from({ length: 2000 }, (__, index) => missing(index + 1, 'x'.repeat(10_000)));
		const sentence = describeReceipt({ ...told, asked: 2000, answered: 0, missing: many });
		expect(sentence).toContain('clones 1, 2, 3, 4, 5 and 1995 more brought no answer');
		expect(sentence.length).toBeLessThan(350);
	});
});
