import { describe, expect, it } from 'vitest';
import { readLiteral } from '../../../../nodes/engine/evaluate/behaviour/literal';
import { writeLiteral } from '../../../../nodes/engine/evaluate/behaviour/writeLiteral';
import { mutateInputs } from '../../../../nodes/engine/evaluate/behaviour/mutateInputs';

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
