import { describe, expect, it } from 'vitest';
import { parseJson, parseJsonOrPiece } from '../../nodes/engine/parseJson';

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

	it.each([
		['a raw line break', '{"a": "first\nthen",\n "b": 1}', { a: 'first\nthen', b: 1 }],
		['a raw tab', '{"a": "x\ty"}', { a: 'x\ty' }],
		['LaTeX', '{"a": "\\frac{1}{2}", "b": "\\boxed{\\text{x}}", "c": "5\\%"}', { a: '\\frac{1}{2}', b: '\\boxed{\\text{x}}', c: '5\\%' }],
		['LaTeX like escapes', '{"a": "2 \\times 3 \\neq \\theta \\rho"}', { a: '2 \\times 3 \\neq \\theta \\rho' }],
		['LaTeX that is escaped', '{"a": "\\\\frac{1}{2}\\nx\\ty \\u00e9"}', { a: '\\frac{1}{2}\nx\ty é' }],
		['a comma too many', '{"a": [1, 2,], }', { a: [1, 2] }],
		['comments', '{"a": 1, // one\n /* two */ "b": 2}', { a: 1, b: 2 }],
		['other quotes', "{'a': 'b'}", { a: 'b' }],
		['curly quotes', '{“a”: “b”}', { a: 'b' }],
		['names without quotes', '{a: 1}', { a: 1 }],
		['Python', "{'a': True, 'b': None}", { a: true, b: null }],
		['a fence and prose', 'The set {1, 2} gives it:\n```json\n{"a": "18"}\n```\nDone {so}.', { a: '18' }],
		['a fence and raw breaks', '```json\n{"a": "x\ny"}\n```\nThat is all.', { a: 'x\ny' }],
		['a draft first', '{"a": 17}\nOn reflection:\n{"a": 18}', { a: 18 }],
		['a bracket that is never closed', 'Let f(x) = {x, if so.\n{"a": 1}', { a: 1 }],
		['a citation', 'As [1] says: {"a": 1} [2]', { a: 1 }],
	])('reads %s', (_, text, value) => {
		expect(parseJson(text)).toEqual({ value });
	});

	it('takes the last object that fits, and the last where none does', () => {
		const hasA = (value: unknown) => Object.hasOwn(value as object, 'a');
		expect(parseJson('{"a": 1} then {"a": 2} and {"b": 3}', hasA)).toEqual({ value: { a: 2 } });
		expect(parseJson('{"c": 1} then {"b": 3}', hasA)).toEqual({ value: { b: 3 } });
	});

	it.each(['', 'no JSON here', '{"a": 1', '```json\n{"a": \n```', 'The set {1, 2}', '{"a": 1, "b": "cut', 'f(x) = {x if x > 0}'])(
		'guesses nothing out of %j',
		(text) => {
			expect(parseJson(text)).toBeUndefined();
		},
	);

	it('tells a piece apart from a whole', () => {
		expect(parseJsonOrPiece('{"a": 1, "b": "cu')).toEqual({ value: { a: 1, b: 'cu' }, isCut: true });
		expect(parseJsonOrPiece('{"a": 1}')).toEqual({ value: { a: 1 } });
	});

	it.each(['{', '[', '{"', '{"a":', '"', '\\', '{}', '{a:', '[{"a":1},', '/*', '{"a":"\\', '{a:{a:'])(
		'gets over a megabyte of %j',
		(part) => {
			expect(() => parseJsonOrPiece(part.repeat(1_000_000 / part.length))).not.toThrow();
			expect(() => parseJsonOrPiece(part.repeat(90_000 / part.length))).not.toThrow();
		},
	);
});
