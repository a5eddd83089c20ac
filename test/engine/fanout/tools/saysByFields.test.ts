import { describe, expect, it } from 'vitest';
import { saysByFields } from '../../../../nodes/engine/fanout/tools/saysByFields';

describe('saysByFields', () => {
	it.each<[string, unknown]>([
		['a count of nothing', { found: 0, text: 'Nothing is known of that.' }],
		['a count of 0 beside an empty list', { total: 0, results: [] }],
		['an empty page of a list', { count: 0, next: null, previous: null, results: [] }],
		['an empty list with what was searched', [{ query: 'tower', number_of_results: 0, results: [], answers: [] }]],
		['an error alone', { error: 'The credentials are wrong' }],
		['an error in a list of one', [{ error: { code: 429, message: 'Slow down' } }]],
		['a message with a status', { message: 'Not Found', documentation_url: 'https://docs.example', status: '404' }],
		['a message with a code', { code: 503, message: 'Come back later' }],
		['a status in words', { status: 'error', message: 'Come back later' }],
		['no success', { success: false, message: 'Come back later', data: null }],
		['a list of errors', { errors: [{ detail: 'Come back later' }], data: null }],
		['MCP’s mark', { content: [{ type: 'text', text: 'Come back later' }], isError: true }],
		['a whole answer of HTTP', { statusCode: 502, statusMessage: 'Bad Gateway', headers: { server: 'x' }, body: '<p>Come back later</p>' }],
	])('is true of %s', (_, value) => {
		expect(saysByFields(value)).toBe(true);
	});

	it.each<[string, unknown]>([
		['what was found', { found: 2, text: 'Two towers.' }],
		['data beside an error that is none', { error: false, height: 158 }],
		['data beside an error', { error: 'One of two sources failed', height: 158 }],
		['data with a number like a status', { status: 404, height: 158 }],
		['a product with a code', { code: 404, name: 'Lamp' }],
		['a whole answer of HTTP that went well', { statusCode: 200, headers: {}, body: 'It is 158 metres tall.' }],
		['a message', { message: 'It is 158 metres tall.' }],
		['several entries', [{ error: 'One' }, { height: 158 }]],
		['a count of nothing alone', { count: 0 }],
		['a total of nothing alone', [{ total: 0 }]],
		['counts beside an empty list', { open: 0, closed: 12, urgent: [] }],
		['a count of 0 beside entries', { number_of_results: 0, results: [{ title: 'Tower' }], answers: [] }],
		['no object', 'error'],
	])('is false of %s', (_, value) => {
		expect(saysByFields(value)).toBe(false);
	});
});
