import { describe, expect, it } from 'vitest';
import { EndpointError } from '../../../nodes/engine/endpoint';
import { hideSecrets, secretsOf } from '../../../nodes/engine/endpoint/hideSecrets';
import { expectLinear } from '../../support/expectLinear.ts';
import { errorOf, patience, question } from './openDouble';
import { answerWith, startScriptedServer, wholeAnswer } from './startScriptedServer';

describe('hideSecrets', () => {
	it.each([
		['OpenAI', 'Incorrect API key provided: sk-proj-abc123*****wxyz.', 'abc123'],
		['a key in its own words', 'Invalid key sk-1234', '1234'],
		['Hugging Face', 'token hf_AbCdEfGhIjKl is no good', 'AbCd'],
		['Google', 'Bad key AIzaSyA-1234567890', 'SyA'],
		['Groq', 'gsk_abcdefgh12 was rejected', 'abcdefgh12'],
		['a bearer', 'Got Authorization: Bearer abc.def-123', 'abc.def'],
		['basic access', 'Got Basic dXNlcjpwYXNzd29yZA==', 'dXNlcj'],
		['a signed token', 'jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc expired', 'eyJhbG'],
		['an address with a password', 'upstream https://bob:hunter2@10.0.0.1/v1 is down', 'hunter2'],
		['an address with a key', 'POST /v1/chat?api-version=1&key=topsecret99 failed', 'topsecret99'],
		['an address with an api-key', 'GET https://x/v1?api-key=topsecret99', 'topsecret99'],
		['JSON', '{"api_key": "topsecret99", "model": "m"}', 'topsecret99'],
		['a pair', 'password = hunter2', 'hunter2'],
		['LiteLLM', `Received API Key = sk-...abcd, Key Hash (Token) =${'0a1b2c3d'.repeat(8)}`, '0a1b2c3d'],
	])('takes out what looks like a key or a password (%s)', (_, text, secret) => {
		const hidden = hideSecrets(text, []);
		expect(hidden).not.toContain(secret);
		expect(hidden).toContain('[hidden]');
	});

	it.each([
		'max_tokens=100000 cannot be greater than max_model_len=4096',
		'Missing Bearer token in the Authorization header, basic authentication is off',
		'The risk-averse task-force said: "model `llama-3.1` does not exist"',
		'http://gpu-box:8000/v1 asks for an API key, and none is set. Put the key into the credential: for vLLM, the one it was started with (--api-key or VLLM_API_KEY).',
		'Unsupported key: patternProperties',
		'5000 input tokens, token limit: 4096',
	])('leaves a sentence without a secret as it is (%#)', (text) => {
		expect(hideSecrets(text, [])).toBe(text);
	});

	it('takes out the key and headers of the endpoint, however they are written', () => {
		const secrets = secretsOf({
			apiKey: 'correct"horse battery',
			headers: { 'x-tenant': 'tenant-4711', authorization: 'Basic Ym9iOmh1bnRlcjI=', 'x-short': 'no' },
		});
		for (const echo of [
			'correct"horse battery',
			'{"key":"correct\\"horse battery"}',
			encodeURIComponent('correct"horse battery'),
			'tenant-4711',
			'Ym9iOmh1bnRlcjI=',
			'hunter2',
		]) {
			expect(hideSecrets(`You sent <${echo}>, no good.`, secrets)).toMatch(/^You sent <.{0,9}\[hidden\].{0,3}>, no good\.$/);
		}
		expect(hideSecrets('no, hunter24 is another', secrets)).toBe('no, hunter24 is another');
	});

	it('knows what is typed where no key is needed', () => {
		expect(['ollama', 'EMPTY', 'lm-studio', 'not-needed', ''].flatMap((apiKey) => secretsOf({ apiKey }))).toEqual([]);
	});

	it('takes out a given key that was packed or cut', () => {
		const secret = 'abcdef-very-secret-123456';
		for (const told of [Buffer.from(secret).toString('base64'), 'abcdef-very-sec...', 'abcdef-very…', 'abcdef-v****'])
			expect(hideSecrets(`Bad key ${told} here`, [secret])).toMatch(/^Bad key \[hidden\]\.? here$/);
		expect(hideSecrets('The abcdef-very-short way.', [secret])).toBe('The abcdef-very-short way.');
	});

	it.each([':/', '//', 'sk-', 'Basic ', 'api key: ', '<', 'a', '-', '&key=', 'bearer  ', '1', 'my-'])(
		'takes time in proportion to the text (%s)',
		(piece) => {
			expectLinear(
				(length) => piece.repeat(length / piece.length),
				(text) => hideSecrets(text, ['a secret of mine']),
			);
		},
	);
});

it.each([401, 403, 400, 500, 429, 302])('never tells the key that a server echoes (status %d)', async (status) => {
	const apiKey = 'a key of no known make 8812';
	const padding = 'x'.repeat(280);
	for (const said of [`Who is ${apiKey}?`, `${padding} ${apiKey}`]) {
		const { endpoint } = await startScriptedServer(
			(request, response) => {
				const echo = `${said} ${request.headers.authorization ?? ''}`;
				answerWith(
					response,
					status,
					{ error: { message: echo } },
					{ location: `https://elsewhere.example/?key=${encodeURIComponent(apiKey)}` },
				);
			},
			{ apiKey },
		);
		const error = await errorOf(endpoint.chat(question(), patience()));
		expect(error).toBeInstanceOf(EndpointError);
		const told = `${error.message} ${error.advice} ${JSON.stringify(error)} ${String(error.cause)}`;
		expect(told).not.toMatch(/a key of|known make|8812/);
		expect(told).toContain('[hidden]');
	}
});

it('tells no key where it tells what was left out', async () => {
	const apiKey = 'a key of no known make 8812';
	const { endpoint } = await startScriptedServer(
		(request, response) => {
			if (!request.body.includes('seed')) return answerWith(response, 200, wholeAnswer('Without.'));
			const message = `seed is not supported for ${request.headers.authorization}`;
			answerWith(response, 400, { error: { message, param: 'seed', code: 'unsupported_parameter' } });
		},
		{ apiKey },
	);
	const { text, notes = [] } = await endpoint.chat(question({ sampling: { seed: 7 } }), patience());
	expect(text).toBe('Without.');
	expect(notes.join()).toMatch(/seed is not supported for Bearer \[hidden\]/);
});
