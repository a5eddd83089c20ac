import { describe, expect, it } from 'vitest';
import { probabilityToLead } from '../../../nodes/engine/fanout/probabilityToLead';

/** Every way in which the votes may fall, one after the other, and nothing left out or put together. */
function tryAll(votes: readonly number[], stillOut: number): number {
	if (stillOut === 0) {
		const most = Math.max(...votes);
		return votes[0] === most ? 1 / votes.filter((each) => each === most).length : 0;
	}
	const whole = votes.reduce((sum, each) => sum + each, 0) + 0.5;
	const known = votes.map((each, place) => ((each - 0.5) / whole) * tryAll(votes.with(place, each + 1), stillOut - 1));
	return known.reduce((sum, each) => sum + each, ((0.5 + 0.5 * votes.length) / whole) * tryAll([...votes, 1], stillOut - 1));
}

describe('probabilityToLead', () => {
	it.each([
		// Worked out by hand: each of two others gets the last vote with 1/9, and half of a tie counts.
		[[2, 1, 1], 1, 8 / 9],
		// The other one takes the lead with 1/7 times 3/9, and ties in three ways of 1/7 times 1/3 each.
		[[2, 1], 2, 1 - 1 / 21 - 3 / 21 / 2],
		[[1], 1, 1 - 1 / 1.5 / 2],
		[[3], 2, 1],
		[[1, 1], 0, 1 / 2],
		[[2, 1], 0, 1],
	])('gives %j with %i still out %f', (votes, stillOut, probability) => {
		expect(probabilityToLead(votes, stillOut)).toBeCloseTo(probability, 12);
	});

	it.each([
		[[2], 5],
		[[2, 2], 4],
		[[2, 1, 1], 5],
		[[3, 1, 1, 1], 4],
		[[4, 2, 1], 5],
		[[5, 4, 3, 3, 1], 4],
		[[1, 1, 1, 1, 1], 5],
	])('finds for %j with %i still out what trying every way finds', (votes, stillOut) => {
		expect(probabilityToLead(votes, stillOut)).toBeCloseTo(tryAll(votes, stillOut), 10);
	});

	it('grows with the votes of the leader, and falls with those of its rivals and the number still out', () => {
		const lead = [[2], [3], [4]].map((votes) => probabilityToLead(votes, 10));
		const rivals = [[4], [4, 1], [4, 2], [4, 3], [4, 4]].map((votes) => probabilityToLead(votes, 6));
		const out = [1, 2, 3, 6, 10].map((stillOut) => probabilityToLead([4, 3], stillOut));
		expect(lead).toEqual([...lead].sort((one, other) => one - other));
		for (const falling of [rivals, out]) expect(falling).toEqual([...falling].sort((one, other) => other - one));
	});

	it('finds the same again after more different votes than it keeps', () => {
		const first = probabilityToLead([2, 1, 1], 5);
		for (let votes = 3; votes < 40; votes++) probabilityToLead([votes, votes - 1, votes - 2, 1], 10);
		expect(probabilityToLead([2, 1, 1], 5)).toBe(first);
		expect(first).toBeCloseTo(tryAll([2, 1, 1], 5), 10);
	});

	it('stays a probability among a thousand different answers', () => {
		const probability = probabilityToLead([2, ...Array<number>(998).fill(1)], 10);
		expect(probability).toBeGreaterThan(0);
		expect(probability).toBeLessThan(1);
	});
});
