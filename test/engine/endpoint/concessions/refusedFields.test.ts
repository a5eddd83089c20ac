import { afterEach, describe, expect, it, vi } from 'vitest';
import { refusalsOf, rememberRefusal } from '../../../../nodes/engine/endpoint/concessions/refusedFields';

afterEach(() => vi.restoreAllMocks());

const seed = { refused: 'seed', words: 'no' };

describe('what is known to be refused', () => {
	it('is kept for each address and model, in the words of the first time', () => {
		rememberRefusal('http://a/v1', 'm', seed);
		rememberRefusal('http://a/v1', 'm', { ...seed, words: 'still no' });
		rememberRefusal('http://a/v1', 'm', { ...seed, beside: 'tools' });
		expect(refusalsOf('http://a/v1', 'm')).toEqual([seed, { ...seed, beside: 'tools' }]);
		expect(refusalsOf('http://a/v1', 'n')).toEqual([]);
		expect(refusalsOf('http://b/v1', 'm')).toEqual([]);
	});

	it('is tried again after an hour, as the server may have been updated', () => {
		rememberRefusal('http://hour/v1', 'm', seed);
		const now = performance.now();
		vi.spyOn(performance, 'now').mockReturnValue(now + 3_500_000);
		expect(refusalsOf('http://hour/v1', 'm')).toEqual([seed]);
		vi.spyOn(performance, 'now').mockReturnValue(now + 3_700_000);
		expect(refusalsOf('http://hour/v1', 'm')).toEqual([]);
	});

	it('is bounded in models and in refusals of each', () => {
		for (let index = 0; index < 300; index++) rememberRefusal('http://many/v1', `m${index}`, seed);
		expect(refusalsOf('http://many/v1', 'm0')).toEqual([]);
		expect(refusalsOf('http://many/v1', 'm299')).toEqual([seed]);
		for (let index = 0; index < 100; index++) rememberRefusal('http://many/v1', 'm299', { refused: `f${index}`, words: '' });
		expect(refusalsOf('http://many/v1', 'm299')).toHaveLength(64);
		expect(refusalsOf('http://many/v1', 'm299').at(-1)).toEqual({ refused: 'f99', words: '' });
	});
});
