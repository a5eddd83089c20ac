import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../nodes/engine/chatClones/canonicalJson';

describe('JSON in one writing', () => {
	it.each([
		['the order of fields', '{"a":1,"b":{"c":2,"d":3}}', '{ "b": { "d": 3, "c": 2 }, "a": 1 }'],
		['how a number is written', '[1, 100, 0.5, 0]', '[1.0, 1e2, 5E-1, -0.0]'],
		['how a text is escaped', '{"a":"é\\/"}', '{"a":"\\u00e9/"}'],
	])('takes no notice of %s', (_, left, right) => expect(canonicalJson(left)).toBe(canonicalJson(right)));

	it.each([
		['the order of a list', '[1,2]', '[2,1]'],
		['a text and a number', '{"a":"1"}', '{"a":1}'],
		['upper and lower case', '{"a":"Rome"}', '{"a":"rome"}'],
		['long ids that are one double', '{"id":9007199254740993}', '{"id":9007199254740992}'],
		['nothing and null', '{}', '{"a":null}'],
	])('tells apart %s', (_, left, right) => expect(canonicalJson(left)).not.toBe(canonicalJson(right)));

	it('is none of a text that is no JSON, or nothing but brackets', () => {
		expect(canonicalJson('{"a":')).toBeUndefined();
		expect(canonicalJson('['.repeat(100_000) + ']'.repeat(100_000))).toBeUndefined();
	});
});
