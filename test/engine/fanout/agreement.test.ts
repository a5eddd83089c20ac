import { describe, expect, it } from 'vitest';
import { measureAgreement } from '../../../nodes/engine/fanout/agreement';

describe('measureAgreement', () => {
	it('knows nothing before the first answer', () => {
		expect(measureAgreement([], 5)).toBeUndefined();
	});

	it('lets the form that was seen first lead when two tie', () => {
		expect(measureAgreement(['b', 'a', 'a', 'b'], 1)).toMatchObject({ leader: 'b', votes: 2, runnerUpVotes: 2, cannotLose: false });
	});

	it.each([
		[['a', 'a', 'a'], 2, true],
		[['a', 'a'], 2, false],
		[['a', 'a', 'b'], 1, false],
		[['a', 'a', 'a', 'b'], 1, true],
	])('says of %j with %i still out that the leader cannot lose: %s', (forms, stillOut, cannotLose) => {
		expect(measureAgreement(forms, stillOut)?.cannotLose).toBe(cannotLose);
	});

	it.each([
		// Worked out by hand from Beta(votes + 1, runner-up + 1) beyond one half.
		[1, 0, 3 / 4],
		[2, 0, 7 / 8],
		[4, 0, 31 / 32],
		[2, 1, 11 / 16],
		[3, 1, 26 / 32],
	])('gives %i votes against %i a posterior of %f where many are still out', (votes, runnerUp, posterior) => {
		const forms = [...Array<string>(votes).fill('a'), ...Array<string>(runnerUp).fill('b')];
		expect(measureAgreement(forms, 100)?.posterior).toBeCloseTo(posterior, 12);
	});

	it('stays a probability at two thousand votes', () => {
		const forms = [...Array<string>(1010).fill('a'), ...Array<string>(990).fill('b')];
		const { posterior = 0 } = measureAgreement(forms, 100) ?? {};
		// The normal approximation of the same: Phi(20 / sqrt(2001)) = 0.6726.
		expect(posterior).toBeCloseTo(0.6726, 3);
	});

	it.each([
		[['a', 'a'], 3, 20 / 21],
		[['b', 'a', 'a'], 2, 37 / 42],
		[['a', 'b', 'a', 'c'], 1, 8 / 9],
		[['a', 'a', 'b'], 0, 1],
	])('gives %j a posterior that knows that %i are still out: %f', (forms, stillOut, posterior) => {
		expect(measureAgreement(forms, stillOut)?.posterior).toBeCloseTo(posterior, 12);
	});
});
