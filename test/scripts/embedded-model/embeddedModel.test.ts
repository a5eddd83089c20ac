import { describe, expect, it } from 'vitest';
import { threadsFor, toLlamaSeed } from '../../../scripts/embedded-model/embeddedModel.mts';

describe('threadsFor', () => {
	it('leaves one core to everybody else, and takes one where there is no other', () => {
		expect([1, 2, 8].map(threadsFor)).toEqual([1, 1, 7]);
	});
});

describe('toLlamaSeed', () => {
	it('keeps a seed that llama.cpp can take', () => {
		expect([0, 7, 4_000_000_000].map(toLlamaSeed)).toEqual([0, 7, 4_000_000_000]);
	});

	it('brings any other seed into range, never onto the value that means "choose one yourself"', () => {
		for (const seed of [-1, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER, -(2 ** 40)]) {
			const taken = toLlamaSeed(seed);
			expect(taken).toBeGreaterThanOrEqual(0);
			expect(taken).toBeLessThan(2 ** 32 - 1);
			expect(toLlamaSeed(seed)).toBe(taken);
		}
	});

	it('draws a fresh seed for each request that names none', () => {
		expect(new Set(Array.from({ length: 20 }, () => toLlamaSeed(undefined))).size).toBeGreaterThan(1);
	});
});
