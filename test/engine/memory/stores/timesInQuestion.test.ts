import { expect, it } from 'vitest';
import type { Match } from '../../../../nodes/engine/memory/stores/rankText';
import {
	findsWithoutWord,
	foundByWords,
	timesInQuestion,
	withNearness,
	type TimeWord,
} from '../../../../nodes/engine/memory/stores/timesInQuestion';

const now = '2026-11-25T12:00:00.000Z';
const asked: TimeWord[] = timesInQuestion('on 7 May 2023 or in June 2023', now).map((time) => ({ ...time, holding: 1 }));

it('counts a memory of a time once, one within a day of it half, and others not', () => {
	const nearness = (validFrom: string) => [...withNearness(Float64Array.of(3), asked, validFrom)];
	expect(nearness('2023-05-07T23:59:59.999Z')).toEqual([3, 1, 0]);
	expect(nearness('2023-05-08T00:00:00.000Z')).toEqual([3, 0.5, 0]);
	expect(nearness('2023-05-31T00:00:00.000Z')).toEqual([3, 0, 0.5]);
	expect(nearness('2023-06-30T12:00:00.000Z')).toEqual([3, 0, 1]);
	expect(nearness('2023-05-09T00:00:00.000Z')).toEqual([3, 0, 0]);
});

it('looks at memories of a time alone where they are few, or where words find nothing', () => {
	const of = (holding: number) => ({ ...asked[0]!, holding });
	expect(findsWithoutWord(of(50), 100, true)).toBe(true);
	expect(findsWithoutWord(of(51), 100, true)).toBe(false);
	expect(findsWithoutWord(of(100), 100, false)).toBe(true);
	expect(findsWithoutWord(of(1001), 1e6, false)).toBe(false);
});

it('tells those found by a word from those found by a time alone', () => {
	const match = (id: string, ...times: number[]): Match => {
		return { id, memory: 1, session: undefined, turn: 0, length: 1, times: Float64Array.from(times) };
	};
	const both = [match('word', 1, 0), match('time', 0, 1)];
	expect(foundByWords(both, 1).map(({ id }) => id)).toEqual(['word']);
	expect(foundByWords(both.slice(1), 1).map(({ id }) => id)).toEqual(['time']);
});
