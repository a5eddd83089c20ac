import { describe, expect, it } from 'vitest';
import { parseJson } from '../../nodes/engine/parseJson';

describe('parseJson', () => {
	it.each([
		['{"a": 1}', { a: 1 }],
		[' [1, 2]\n', [1, 2]],
		['```json\n{"a": 1}\n```', { a: 1 }],
		['~~~\n{"a": 1}\n~~~', { a: 1 }],
		['Sure! Here it is:\n{"a": {"b": "}"}}\nHope that helps.', { a: { b: '}' } }],
		['The list is [1, 2, 3].', [1, 2, 3]],
		['"only text"', 'only text'],
		['null', null],
	])('reads %j', (text, value) => {
		expect(parseJson(text)).toEqual({ value });
	});

	it.each(['', 'no JSON here', '{"a": 1', '{a: 1}', "{'a': 1}", '```json\n{"a": \n```', '{"a": 1} {"b": 2}'])(
		'guesses nothing out of %j',
		(text) => {
			expect(parseJson(text)).toBeUndefined();
		},
	);
});
