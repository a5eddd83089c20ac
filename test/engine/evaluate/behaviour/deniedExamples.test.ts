import { describe, expect, it } from 'vitest';
import { readExamples } from '../../../../nodes/engine/evaluate/behaviour/readExamples';

const given = (text: string) => readExamples(text, ['f']).filter(({ expected }) => expected !== undefined).length;

describe('a call that does not give what is said', () => {
	it.each([
		'neither f(2) nor f(3) returns 4',
		'Neither `f(2)` nor `f(3)` returns 4.',
		'It is not true that f(2) returns 4.',
		'No call such as f(2) returns 4.',
		'Unlike g, hardly f(2) = 4.',
		'Currently f(2) returns 4, but it should return 5.',
		'The bug: f(2) returns 4',
		'f(2) returns 4 (wrong)',
		'f(2) returns 4 instead of 5',
		'Does f(2) return 4?',
		'f(2) returns 4?',
	])('is no example: %s', (text) => {
		expect(given(text)).toBe(0);
	});

	it.each([
		'For example, f(2) returns 4.',
		'Never use a loop. f(2) returns 4',
		'Both f(2) and f(3) return 4.',
		'f(2) returns 4, which is even.',
	])('is told from one that does: %s', (text) => {
		expect(given(text)).toBe(1);
	});
});
