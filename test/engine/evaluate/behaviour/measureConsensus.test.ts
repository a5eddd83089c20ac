import { describe, expect, it } from 'vitest';
import { measureConsensus } from '../../../../nodes/engine/evaluate/behaviour/measureConsensus';

describe('consensus of behaviours', () => {
	it('is the mean share of inputs on which the others give the same, and tells who is alike on all', () => {
		const consensus = measureConsensus(
			[
				['1', '2', '3', '4'],
				['1', '2', '3', '4'],
				['1', '2', '3', '5'],
				['7', '8', '9', '6'],
			],
			0,
		);
		expect(consensus.map(({ value, setSize }) => [value, setSize])).toEqual([
			[7 / 16, 2],
			[7 / 16, 2],
			[6 / 16, 1],
			[0, 1],
		]);
	});

	it('counts an exception as an answer by its class, and what never came as none', () => {
		const [first, , third] = measureConsensus(
			[
				['1', 'throws RangeError'],
				['2', 'throws RangeError'],
				['3', undefined],
				['4', undefined],
			],
			0,
		);
		expect([first?.value, third?.value]).toEqual([1 / 8, 0]);
	});

	it('puts those that agree on one answer to everything below the others', () => {
		const constant = ['none', 'none', 'none', 'none'];
		const consensus = measureConsensus([constant, constant, constant, ['1', '2', '3', '4'], ['1', '2', '3', '9']], 0);
		expect(consensus[0]?.value).toBeLessThan(consensus[3]?.value ?? 0);
		expect(consensus[0]?.doubt).toBe('gives the same on all 4 inputs');
		expect(consensus[3]?.doubt).toBeUndefined();
	});

	it('does not suspect one answer to three inputs', () => {
		expect(measureConsensus([['true', 'true', 'true']], 0)[0]?.doubt).toBeUndefined();
	});

	it('puts those that throw on what the task shows below the others', () => {
		const consensus = measureConsensus(
			[
				['throws TypeError', '2'],
				['throws TypeError', '2'],
				['1', '2'],
				['3', '2'],
			],
			1,
		);
		expect(consensus[0]?.doubt).toBe('gives nothing on 1 of the 1 inputs that the task shows');
		expect(consensus[0]?.value).toBeLessThan(consensus[2]?.value ?? 0);
	});

	it('is nothing without inputs', () => {
		expect(measureConsensus([[], []], 0).map(({ value }) => value)).toEqual([0, 0]);
	});
});
