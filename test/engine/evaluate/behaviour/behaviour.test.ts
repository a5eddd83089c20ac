import { describe, expect, it } from 'vitest';
import { readLiteral, writeLiteral } from '../../../../nodes/engine/evaluate/behaviour/literal';
import { mutateInputs } from '../../../../nodes/engine/evaluate/behaviour/mutateInputs';
import { readExamples } from '../../../../nodes/engine/evaluate/behaviour/readExamples';

const both = (source: string) => {
	const read = readLiteral(source);
	return read === undefined ? undefined : [writeLiteral(read.literal, 'python'), writeLiteral(read.literal, 'javascript')];
};

describe('readLiteral and writeLiteral', () => {
	it.each([
		['-1.5e3', '-1.5e3', '-1.5e3'],
		["'it\\'s'", '"it\'s"', '"it\'s"'],
		['"é\\n"', '"\\u00e9\\n"', '"\\u00e9\\n"'],
		['[1, [2, "x"], True, None]', '[1, [2, "x"], True, None]', '[1, [2, "x"], true, null]'],
		['(1,)', '(1,)', '[1]'],
		['(1)', '1', '1'],
		['{"a": [1], "b": false}', '{"a": [1], "b": False}', '{"a": [1], "b": false}'],
		['{a: 1}', '{"a": 1}', '{"a": 1}'],
		['{1, 2}', '{1, 2}', 'new Set([1, 2])'],
		['{}', '{}', '{}'],
	])('carry %s from one language to the other', (source, python, javascript) => {
		expect(both(source)).toEqual([python, javascript]);
	});

	it.each(['x', 'f(1)', '[1, f()]', '"open', '[1', '1a', ''])('take nothing that would have to be run: %s', (source) => {
		expect(readLiteral(source)).toBeUndefined();
	});
});

describe('readExamples', () => {
	const examplesOf = (text: string, name = 'add') =>
		readExamples(text, [name]).map(({ input, expected }) => [
			input.map((each) => writeLiteral(each, 'python')).join(', '),
			expected && writeLiteral(expected, 'python'),
		]);

	it.each([
		[
			'a doctest',
			'def add(a, b):\n    """Adds.\n    >>> add(2, 3)\n    5\n    >>> add(-1, 1)\n    0\n    """',
			[
				['2, 3', '5'],
				['-1, 1', '0'],
			],
		],
		[
			'an equation',
			'add(2, 3) == 5 and add([1], []) = [1]',
			[
				['2, 3', '5'],
				['[1], []', '[1]'],
			],
		],
		[
			'arrows',
			'add(2, 3) => 5\nadd(1, 1) ➞ 2\nadd(0, 1) -> 1',
			[
				['2, 3', '5'],
				['1, 1', '2'],
				['0, 1', '1'],
			],
		],
		[
			'words',
			'For example, add(2, 3) returns 5, and `add(1, 1)` should return 2.',
			[
				['2, 3', '5'],
				['1, 1', '2'],
			],
		],
		['comments', '//add(2, 3)\n//>>> add(2, 3)\n//5\nfunction add(a, b){', [['2, 3', '5']]],
		['a comment behind', 'add(2, 3) # => 5', [['2, 3', undefined]]],
		['a call without a result', 'Try add(2, 3) and see.', [['2, 3', undefined]]],
		['nothing to run', 'add(x, y) adds; def add(a, b): pass; badd(1, 2) == 3', []],
	])('finds %s', (_, text, expected) => {
		expect(examplesOf(text)).toEqual(expected);
	});
});

describe('mutateInputs', () => {
	const inputs = [[readLiteral('3')!.literal, readLiteral('[1, 2]')!.literal], [readLiteral('"ab"')!.literal]];

	it('makes other inputs of the same kinds, the same ones every time, none twice', () => {
		const made = mutateInputs(inputs, 20);
		const written = made.map((input) => input.map((each) => writeLiteral(each, 'python')).join(', '));
		expect(written).toHaveLength(20);
		expect(new Set(written).size).toBe(20);
		expect(written).toContain('4, [1, 2]');
		expect(written).toContain('3, [2]');
		expect(written).toContain('"ba"');
		expect(written).not.toContain('3, [1, 2]');
		expect(mutateInputs(inputs, 20)).toEqual(made);
	});

	it('makes none where there is nothing to change', () => {
		expect(mutateInputs([[], [readLiteral('None')!.literal]], 10)).toEqual([]);
	});
});
