import { describe, expect, it } from 'vitest';
import { parseShallow } from '../../../nodes/engine/json/parseShallow';

const nested = (levels: number, open = '[', close = ']') => `${open.repeat(levels)}${close.repeat(levels)}`;

describe('parseShallow', () => {
	it('reads what JSON.parse reads', () => {
		const text = '{"a": [1, "x", null, {"b": true}], "c": 1e3}';
		expect(parseShallow(text)).toEqual(JSON.parse(text));
		expect(parseShallow('"x"')).toBe('x');
		expect(parseShallow(nested(200))).toBeDefined();
	});

	it.each([
		['lists', nested(201)],
		['more lists than any stack holds', nested(500_000)],
		['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
	])('takes %s nested too deep for none', (_, text) => {
		expect(() => parseShallow(text)).toThrow(SyntaxError);
	});
});
