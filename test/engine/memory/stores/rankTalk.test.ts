import { expect, it } from 'vitest';
import { placesBeside, rankTalk } from '../../../../nodes/engine/memory/stores/rankTalk';
import type { Match, Sizes } from '../../../../nodes/engine/memory/stores/rankText';

const match = (memory: number, session: number | undefined, turn: number, ...times: number[]): Match => ({
	id: String(memory),
	memory,
	session,
	turn,
	length: 10,
	times: Float64Array.from(times),
});
const sizes: Sizes = {
	memories: 40,
	terms: 400,
	sessions: 4,
	sessionTerms: new Map([
		[1, 100],
		[2, 100],
	]),
	sessionMemories: new Map([
		[1, 10],
		[2, 10],
	]),
};
const words = [{ weight: 1 }, { weight: 1 }];

it('counts the words of a nearer neighbour more than those of a farther one, and those of a third not as neighbours', () => {
	const windowWith = (turn: number) => rankTalk([match(1, 1, 5, 1, 0), match(2, 1, turn, 0, 1)], sizes, words).window[0]!;
	expect(windowWith(6)).toBe(windowWith(4));
	expect(windowWith(6)).toBeGreaterThan(windowWith(7));
	expect(windowWith(7)).toBeGreaterThan(windowWith(8));
});

it('puts a turn of the session that says more about the question before the same turn of another one', () => {
	const { together } = rankTalk([match(1, 1, 5, 1, 0), match(2, 2, 5, 1, 0), match(3, 2, 9, 1, 1)], sizes, words);
	expect(together[1]).toBeGreaterThan(together[0]!);
});

it('measures a memory without a session as one memory, not as a short talk', () => {
	const { turn, window } = rankTalk([match(1, undefined, 0, 1, 0), match(2, 1, 5, 0, 1)], sizes, words);
	expect(window[0]).toBeCloseTo(turn[0]!);
});

it('measures among sessions only by those found, however many memories hold a word', () => {
	const matches = [match(1, 1, 5, 1, 0), match(2, 2, 5, 0, 1)];
	const held = rankTalk(matches, sizes, [{ weight: 1, holding: 30 }, { weight: 1 }]);
	const plain = rankTalk(matches, sizes, words);
	expect(held.session).toEqual(plain.session);
	expect(held.turn[0]).toBeLessThan(plain.turn[0]!);
});

it('names the places beside the best turns that are no matches, once, and none before the first', () => {
	const matches = [match(1, 1, 1, 1, 0), match(2, 1, 3, 1, 0), match(3, undefined, 0, 1, 0), match(4, 2, 50, 0, 1)];
	const ranks = { turn: [], window: [], session: [], together: [4, 3, 2, 1] };
	expect(placesBeside(matches, ranks, 3)).toEqual([
		[1, 2],
		[1, 4],
		[1, 5],
	]);
});
