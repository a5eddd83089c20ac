import { describe, expect, it } from 'vitest';
import { nameFunctions } from '../../../nodes/engine/evaluate/nameFunctions';

describe('the function that test cases are meant for', () => {
	it.each([
		['function add(a, b) { return a + b }', 'add'],
		['export default async function add() {}', 'add'],
		['const add = (a, b = (1)) => a + b;', 'add'],
		['export const add = async x => x;', 'add'],
		['let add = function (a) { return a };', 'add'],
		['const add = (a: number, b: number): number => a + b;', 'add'],
		['const limit = (2 + 3) * 4;\nfunction add(a) {\n  const inner = (x) => x;\n  return inner(a);\n}', 'add'],
	])('is the only one at the top level of %j', (code, name) => {
		expect(nameFunctions([code], 'typescript')).toEqual([name]);
	});

	it('is the only def at the top level in Python', () => {
		expect(nameFunctions(['import math\n\ndef add(a, b):\n    def inner():\n        pass\n    return a + b\n'], 'python')).toEqual(['add']);
	});

	it('is the one that most codes have, where one has several', () => {
		const helped = 'function helper() {}\nfunction add() {}';
		expect(nameFunctions([helped, 'function add() {}', 'function sum() {}'], 'javascript')).toEqual(['add', 'add', 'sum']);
	});

	it('is unknown where a code has several and no other code says which', () => {
		expect(nameFunctions(['function a() {}\nfunction b() {}', '1 + 1'], 'javascript')).toEqual([undefined, undefined]);
	});
});
