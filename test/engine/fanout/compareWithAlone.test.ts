import { describe, expect, it } from 'vitest';
import { compareWithAlone } from '../../../nodes/engine/fanout/compareWithAlone';

/** Clones that took so many seconds, of which each takes so many alone. */
const compare = (took: readonly number[], alone: readonly number[], wall = Math.max(...took), isWhole = true) =>
	compareWithAlone({
		wallMs: wall * 1000,
		clones: took.map((seconds, index) => ({ tookMs: seconds * 1000, aloneMs: (alone[index] ?? 0) * 1000 })),
		isWhole,
	});
const each = (clones: number, seconds: number) => Array.from({ length: clones }, () => seconds);

describe('what clones save against one after the other', () => {
	it('has no figure where one clone answered, which is alone anyway', () => {
		expect(compare([30], [28])).toEqual({});
		expect(compare([], [])).toEqual({});
	});

	it('is a gain where the server answers them at once', () => {
		expect(compare(each(5, 2), each(5, 1.6))).toEqual({ oneByOneMs: 8000, savedMs: 6000, speedup: 4 });
	});

	it.each([
		['shares its time out between them', each(5, 30), each(5, 5.6), 28_000],
		['takes one after the other', [6, 12, 18, 24, 30], each(5, 5.6), 28_000],
		['has one answer that is much longer than the others', [1, 2, 3, 4, 30], [1, 1, 1, 1, 25.5], 29_500],
		['gains less than a pace is wrong by', each(5, 30), each(5, 6.16), 30_800],
		['takes a bit longer for it', each(5, 36), each(5, 5.6), 28_000],
	])('is a small loss and a word on the server where it %s', (_, took, alone, oneByOneMs) => {
		expect(compare(took, alone)).toMatchObject({ oneByOneMs, savedMs: oneByOneMs - Math.max(...took) * 1000, gainsNothing: true });
	});

	it.each([
		['gains a little', each(5, 30), each(5, 6.6), undefined],
		['was asked one by one by us', each(5, 6), each(5, 5.6), 30],
	])('is told without a word on the server where it %s', (_, took, alone, wall) => {
		const compared = compare(took, alone, wall);
		expect(compared).toHaveProperty('savedMs');
		expect(compared).not.toHaveProperty('gainsNothing');
	});

	it('says nothing of the server where not all clones answered at the first try', () => {
		expect(compare(each(5, 30), each(5, 5.6), 30, false)).not.toHaveProperty('gainsNothing');
	});

	it.each([
		['every clone waited for its first token once', each(3, 8.1), each(3, 0.1), undefined],
		['one clone waited, and the others ended at once', [1, 1, 1, 1, 8], each(5, 1), undefined],
		['clones waited to ask again', each(3, 0.2), each(3, 0.2), 4],
		['the server is several times slower than when its pace was measured', each(4, 20), each(4, 2), undefined],
		['it would be more than all clones but one', each(4, 2), each(4, 4), undefined],
	])('is not known where %s', (_, took, alone, wall) => {
		expect(compare(took, alone, wall)).toEqual({});
	});

	it('blames no server for a clone that waited a little while the others were answered at once', () => {
		const compared = compare([1, 1, 1, 1, 6], each(5, 1));
		expect(compared).toMatchObject({ savedMs: -1000 });
		expect(compared).not.toHaveProperty('gainsNothing');
	});

	it('leaves a run of milliseconds its own work', () => {
		const compared = compare(each(3, 0.09), each(3, 0.01));
		expect(compared).toMatchObject({ savedMs: -60 });
		expect(compared).not.toHaveProperty('gainsNothing');
	});
});
