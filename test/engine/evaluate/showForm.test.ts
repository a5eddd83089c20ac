import { describe, expect, it } from 'vitest';
import { showForm } from '../../../nodes/engine/evaluate/showForm';

describe('showForm', () => {
	it.each([
		['{"a":"1","b":["-0.5","x"]}', '{"a":1,"b":[-0.5,"x"]}'],
		['["1"]', '[1]'],
		['{"__proto__":"1"}', '{"__proto__":1}'],
	])('shows the numbers in %s as numbers', (form, shown) => expect(showForm(form)).toBe(shown));

	it.each(['{"a":"007"}', '{"a":"12345678901234567890"}', '{"a":"1/3"}', '{"a":"NaN"}', '{"a":""}', '["1"', '1', 'oslo', ''])(
		'leaves %j as it is',
		(form) => expect(showForm(form)).toBe(form),
	);
});
