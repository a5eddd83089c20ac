import { describe, expect, it } from 'vitest';
import { saysByFields } from '../../../../nodes/engine/fanout/tools/saysByFields';

describe('saysByFields', () => {
	it.each<[string, unknown]>([
		['a count of nothing', { found: 0, text: 'Nothing is known of that.' }],
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
		['no object', 'error'],
	])('is false of %s', (_, value) => {
		expect(saysByFields(value)).toBe(false);
	});
});
