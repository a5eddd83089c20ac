import { describe, expect, it } from 'vitest';
import { readErrorBody } from '../../../nodes/engine/endpoint/readErrorBody';
import { stripTags } from '../../../nodes/engine/endpoint/stripTags';
import { expectLinear } from '../../support/expectLinear.ts';

const said = (body: unknown) => readErrorBody(typeof body === 'string' ? body : JSON.stringify(body));

describe('readSaid', () => {
	it.each<readonly [string, unknown]>([
		['OpenAI’s object', { error: { message: 'No.', type: 'x', param: null, code: null } }],
		['a string', { error: 'No.' }],
		['the fields on top', { object: 'error', message: 'No.', code: 400 }],
		['a message that is an object', { error: { message: { error: 'No.' } } }],
		['a message that is a list', { error: { message: [{ msg: 'No.', loc: ['body', 'seed'] }] } }],
		['FastAPI’s detail', { detail: 'No.' }],
		['FastAPI’s list', { detail: [{ loc: ['body', 'seed'], msg: 'No.', type: 'int_parsing', input: { message: 'the question' } }] }],
		['FastAPI’s object', { detail: { error: { message: 'No.' } } }],
		['Google’s list', [{ error: { code: 400, message: 'No.', status: 'INVALID_ARGUMENT' } }]],
		['a list of errors', { errors: [{ message: 'No.' }, { message: 'No.' }] }],
		['words of Amazon', { Message: 'No.' }],
		['JSON in a string', JSON.stringify(JSON.stringify({ error: { message: 'No.' } }))],
		['JSON in the message', { error: { message: JSON.stringify({ error: { message: 'No.' } }) } }],
		['OpenRouter’s provider', { error: { message: 'No.', code: 400, metadata: { raw: JSON.stringify({ message: 'No.' }) } } }],
		['a line of a stream', `data: ${JSON.stringify({ error: { message: 'No.' } })}`],
		['an event of a stream', `event: error\ndata: ${JSON.stringify({ message: 'No.' })}\n\n`],
		['plain words', 'No.'],
		['a page', '<html><head><style>p { color: red }</style></head><body><p>No.</p></body></html>'],
	])('reads the words out of %s', (_, body) => {
		expect(said(body).words).toBe('No.');
	});

	it('puts what the provider said behind what the router says of it', () => {
		const raw = { error: { message: 'seed is not allowed', code: 'unknown_parameter', param: 'seed' } };
		expect(
			said({ error: { message: 'Provider returned error', code: 400, metadata: { raw: JSON.stringify(raw), provider_name: 'X' } } }),
		).toMatchObject({
			words: 'Provider returned error: seed is not allowed',
			code: 'unknown_parameter',
			param: 'seed',
		});
	});

	it.each<readonly [unknown, object]>([
		[
			{ error: { message: 'No.', type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' } },
			{ type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' },
		],
		[{ detail: [{ loc: ['body', 'seed'], msg: 'No.', type: 'int_parsing' }] }, { param: 'seed', type: 'int_parsing' }],
		[{ detail: [{ loc: ['body', 'messages', 0, 'content'], msg: 'No.' }] }, { param: 'messages.0.content' }],
		[{ error: 'No.', error_type: 'validation' }, { type: 'validation' }],
		[{ type: 'error', error: { type: 'overloaded_error', message: 'No.' } }, { type: 'overloaded_error' }],
		[{ error: { message: 'No.', n_prompt_tokens: 9412, n_ctx: 8192 } }, { promptTokens: 9412, contextTokens: 8192 }],
		[{ error: 'Loading', estimated_time: 20.5 }, { estimateMs: 20_500 }],
		[[{ error: { status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '34s' }] } }], { code: 'RESOURCE_EXHAUSTED', retryDelay: '34s' }],
		[{ message: 'No.', retry_after: 1.5 }, { retryDelay: '1.5s' }],
		[{ error: { message: 'No.', code: '400', param: 7, type: null } }, { words: 'No.' }],
	])('keeps the names and numbers beside them (%#)', (body, facts) => {
		expect(said(body)).toMatchObject(facts);
	});

	it('takes names that name nothing for none', () => {
		expect(said({ error: { message: 'No.', type: 'None', param: 'None', code: '500' } })).toEqual({ words: 'No.' });
	});

	it('does not take fields of an echoed request for those of the error', () => {
		expect(said({ detail: [{ msg: 'No.', loc: ['body'], input: { tools: [{ type: 'function' }], code: 'x', param: 'y' } }] })).toEqual({
			words: 'No.',
		});
	});

	it.each(['', '   ', 'null', '[]', '{}', '{"error":null}', '{"error":{}}', '7', '\u0001\u0002gzip'])(
		'says nothing where nothing is said (%j)',
		(body) => {
			expect(said(body).words).toBe(body === '7' ? '7' : body === 'null' ? 'null' : '');
		},
	);

	it('reads a deep nest and a long list without getting lost', () => {
		const deep = '{"error":'.repeat(5_000) + '"No."' + '}'.repeat(5_000);
		expect(said(deep).words).toBe('');
		expect(said(JSON.stringify({ errors: Array.from({ length: 10_000 }, (_, index) => `No ${index}`) })).words).toBe(
			'No 0; No 1; No 2; No 3; No 4',
		);
	});
});

describe('stripTags', () => {
	it('leaves what a reader sees', () => {
		expect(stripTags('<h1>502</h1><script>var x = "<p>";</script><p>Bad  Gateway</p>')).toBe('502 Bad Gateway');
		expect(stripTags('1 < 2 and so on')).toBe('1');
		expect(stripTags('<script>never closed')).toBe('');
		expect(stripTags('plain')).toBe('plain');
	});

	it.each(['<', '<script', '<script>', '<!--', '<a ', '</script'])('takes time in proportion to the page (%s)', (piece) => {
		expectLinear((length) => piece.repeat(length / piece.length), stripTags);
	});
});
