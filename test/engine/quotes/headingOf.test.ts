import { describe, expect, it } from 'vitest';
import { headingOf, withHeading } from '../../../nodes/engine/quotes/headingOf';

const results = '- title: Eiffel Tower\n  url: https://example.org/2\n  content: It is 330 metres high.\n- content: It is 158 metres high.';

it('puts the title before a quote that does not say what it is about', () => {
	expect(withHeading('It is 330 metres high.', results)).toBe('Eiffel Tower: It is 330 metres high.');
	expect(withHeading('The tower is high.', 'Tokyo Tower\nThe tower is high.')).toBe('The tower is high.');
	expect(withHeading('It is 158 metres high.', results)).toBe('It is 158 metres high.');
});

describe('headingOf', () => {
	it('gives the title of the entry of a list that the quote stands in, and none of another entry', () => {
		expect(headingOf('It is 330 metres high.', results)).toBe('Eiffel Tower');
		expect(headingOf('It is 158 metres high.', results)).toBeUndefined();
	});

	it('gives the title above the paragraph, and no sentence', () => {
		expect(headingOf('It is high.', 'Tokyo Tower\nIt is high.')).toBe('Tokyo Tower');
		expect(headingOf('It is high.', 'Tokyo Tower stands in Japan.\nIt is high.')).toBeUndefined();
		expect(headingOf('It is high.', 'It is high.')).toBeUndefined();
		expect(headingOf('Not there', 'Tokyo Tower\nIt is high.')).toBeUndefined();
	});
});
