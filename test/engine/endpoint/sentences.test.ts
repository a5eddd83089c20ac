import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createEndpoint } from '../../../nodes/engine/endpoint';
import type { Failure } from '../../../nodes/engine/endpoint/failedAttempt';
import { classifyFailure } from '../../../nodes/engine/endpoint/failures/classifyFailure';
import { explain } from '../../../nodes/engine/endpoint/failures/explain';
import type { Asked } from '../../../nodes/engine/endpoint/failures/facts';
import { startVllmDouble, type Fault, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';
import { errorOf, openDouble, patience, question } from './openDouble';

const refused = (status: number, body: unknown, retryAfter?: string): Failure => ({
	kind: 'refused',
	status,
	body: typeof body === 'string' ? body : JSON.stringify(body),
	...(retryAfter === undefined ? {} : { retryAfter }),
});
const openAi = (message: string, param: string | null = null, type = 'BadRequestError') => ({ error: { message, type, param, code: 400 } });
const asked = { baseUrl: 'http://gpu-box:8000/v1', model: 'llama', hasKey: true, requestBytes: 2048, secrets: [] };
const explainFailure = (failure: Failure, to: Asked) => explain(classifyFailure(failure, to));

it.each<readonly [string, Failure, string, RegExp, RegExp]>([
	['a wrong key in vLLM’s words', refused(401, { error: 'Unauthorized' }), 'wrongKey', /does not accept the API key/, /--api-key/],
	[
		'a wrong key in OpenAI’s words',
		refused(401, { error: { message: 'Incorrect API key provided', code: 'invalid_api_key' } }),
		'wrongKey',
		/does not accept the API key/,
		/credential/,
	],
	[
		'a key that may not',
		refused(403, { error: { message: 'No access.' } }),
		'forbidden',
		/does not let this key use the model "llama"\. The server said: "No access"\./,
		/a key that may/,
	],
	[
		'a missing model at vLLM',
		refused(404, openAi('The model `llama` does not exist.', 'model')),
		'unknownModel',
		/has no model "llama"/,
		/vllm serve/,
	],
	[
		'a missing model at Ray Serve',
		refused(404, { detail: 'Got request for model "llama". Could not find base model with ID "llama".' }),
		'unknownModel',
		/has no model "llama"/,
		/Pick one/,
	],
	[
		'a missing model at Ollama',
		refused(404, { error: { message: 'model "llama" not found, try pulling it first', type: 'api_error', param: null, code: null } }),
		'unknownModel',
		/has no model/,
		/ollama pull/,
	],
	[
		'no loaded model at LM Studio',
		refused(400, {
			error: {
				message: "No models loaded. Please load a model in the developer page or use the 'lms load' command.",
				type: 'invalid_request_error',
				param: 'model',
				code: 'model_not_found',
			},
		}),
		'noModelLoaded',
		/has no model loaded, so it cannot answer with "llama"\. The server said: "No models loaded/,
		/lms load/,
	],
	[
		'a redirect',
		{ kind: 'refused', status: 308, body: '', location: 'https://gpu-box/v1/chat/completions' },
		'redirected',
		/on to another address: https:\/\/gpu-box\/v1\/chat\/completions/,
		/into the credential/,
	],
	[
		'llama-server while it loads',
		refused(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
		'stillLoading',
		/still loading its model/,
		/when the model is ready/,
	],
	['Ollama’s own 404', refused(404, '404 page not found'), 'wrongPath', /knows no \/v1\/chat\/completions/, /address/],
	['a wrong path', refused(404, { detail: 'Not Found' }), 'wrongPath', /knows no \/v1\/chat\/completions/, /address and the port/],
	['a path that takes no POST', refused(405, { detail: 'Method Not Allowed' }), 'wrongPath', /knows no/, /address/],
	[
		'a long prompt at vLLM',
		refused(
			400,
			openAi(
				"This model's maximum context length is 4096 tokens. However, your prompt contains at least 4097 input tokens, which exceeds this limit even without any output tokens. Please reduce the length of the input prompt.",
				'input_tokens',
			),
		),
		'promptTooLong',
		/has at least 4097 tokens and the model "llama" holds 4096, answer included: at least 1 too many/,
		/--max-model-len/,
	],
	[
		'a long prompt at newer vLLM',
		refused(
			400,
			openAi(
				"You passed 5000 input tokens and requested 100 output tokens. However, the model's context length is only 4096 tokens, resulting in a maximum input length of 3996.",
				'input_tokens',
			),
		),
		'promptTooLong',
		/has 5000 tokens .* 904 too many/,
		/Shorten/,
	],
	[
		'a long prompt at older vLLM',
		refused(
			400,
			openAi(
				"This model's maximum context length is 4096 tokens. However, you requested 5200 tokens (5000 in the messages, 200 in the completion). Please reduce the length of the messages or completion.",
			),
		),
		'promptTooLong',
		/has 5000 tokens .* 904 too many/,
		/Shorten/,
	],
	[
		'a long prompt counted in characters',
		refused(400, openAi('The input is too long: maximum input length of 16000 characters.', 'input_text')),
		'promptTooLong',
		/longer than the model "llama" can take/,
		/Shorten/,
	],
	[
		'a long prompt at llama-server',
		refused(400, {
			error: {
				code: 400,
				message: 'request (9412 tokens) exceeds the available context size (8192 tokens), try increasing it',
				type: 'exceed_context_size_error',
				n_prompt_tokens: 9412,
				n_ctx: 8192,
			},
		}),
		'promptTooLong',
		/has 9412 tokens .* holds 8192.*: 1220 too many/,
		/llama-server: -c/,
	],
	[
		'a long prompt at LM Studio',
		refused(400, {
			error:
				'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 13055>= n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter input.',
		}),
		'promptTooLong',
		/has 13055 tokens .* 8959 too many/,
		/LM Studio/,
	],
	[
		'a long answer at vLLM',
		refused(400, openAi('max_tokens=100000 cannot be greater than max_model_len=4096. Please request fewer output tokens.', 'max_tokens')),
		'maxTokensTooLarge',
		/Max Tokens is 100000, and the model "llama" holds 4096/,
		/lower than 4096/,
	],
	[
		'a long answer at older vLLM',
		refused(
			400,
			openAi(
				"'max_tokens' or 'max_completion_tokens' is too large: 8000. This model's maximum context length is 4096 tokens and your request has 2778 input tokens (8000 > 4096 - 2778).",
			),
		),
		'maxTokensTooLarge',
		/Max Tokens is 8000, .* the prompt takes 2778/,
		/to 1318 or less/,
	],
	[
		'an invalid schema',
		refused(400, openAi('Grammar error: Invalid type: objekt')),
		'invalidSchema',
		/JSON schema\. The server said: "Grammar error: Invalid type: objekt"/,
		/types are object, array/,
	],
	[
		'tools at a vLLM that was started without them',
		refused(400, openAi('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set')),
		'noFunctionCalling',
		/The model "llama" at .* takes no tools/,
		/--enable-auto-tool-choice/,
	],
	[
		'tools at Ollama',
		refused(400, {
			error: { message: 'registry.ollama.ai/library/llama:latest does not support tools', type: 'api_error', param: null, code: null },
		}),
		'noFunctionCalling',
		/takes no tools/,
		/function calling/,
	],
	[
		'tools at llama-server',
		refused(500, { error: { code: 500, message: 'tools param requires --jinja flag', type: 'server_error' } }),
		'noFunctionCalling',
		/takes no tools/,
		/--jinja/,
	],
	[
		'a tool that is to be called and is not there',
		refused(
			400,
			openAi('The tool specified in `tool_choice` does not match any of the specified `tools` (parameter=tool_choice)', 'tool_choice'),
		),
		'badRequest',
		/because of "tool_choice"\. The server said: "The tool specified/,
		/Extra Body/,
	],
	[
		'a choice of tools that is none',
		refused(
			400,
			openAi(
				'Invalid value for `tool_choice`: sometimes! Only named tools, "none", "auto" or "required" are supported. (parameter=tool_choice)',
				'tool_choice',
			),
		),
		'badRequest',
		/because of "tool_choice"\. The server said: "Invalid value/,
		/Extra Body/,
	],
	[
		'another bad request',
		refused(400, openAi('temperature must be non-negative, got -1.0.', 'temperature')),
		'badRequest',
		/because of Temperature \("temperature"\)\. The server said: "temperature must be non-negative, got -1\.0"/,
		/Extra Body/,
	],
	[
		'a FastAPI validation',
		refused(422, { detail: [{ loc: ['body', 'seed'], msg: 'Input should be a valid integer', type: 'int_parsing' }] }),
		'unprocessable',
		/because of Seed \("seed"\).*Input should be a valid integer/,
		/^Change Seed; /,
	],
	['a request that is too large', refused(413, '<html>413</html>'), 'requestTooLarge', /has 2 KB/, /client_max_body_size/],
	[
		'what a server cannot do',
		refused(501, openAi('log-probabilities are not implemented')),
		'notSupported',
		/cannot do what was asked\. The server said: "log-probabilities/,
		/newer server/,
	],
	[
		'overload',
		refused(503, openAi('Too many requests queued')),
		'overloaded',
		/more to do than it takes on \(it answered 503\)\. The server said: "Too many requests queued"\.$/,
		/Clones At Once/,
	],
	['overload with Retry-After', refused(429, '', '2.5'), 'overloaded', /left alone for 2\.5 s/, /Retries/],
	['a gateway without a server', refused(502, '<html>Bad Gateway</html>'), 'gateway', /no working model server behind it \(502\)/, /is up/],
	['a gateway that waited too long', refused(504, ''), 'gateway', /waited too long/, /timeout/],
	['a server that gave up', refused(408, ''), 'gateway', /took too long there/, /Max Tokens/],
	[
		'a dead engine',
		refused(500, openAi('EngineCore encountered an issue. See stack trace (above) for the root cause.', null, 'EngineDeadError')),
		'engineDead',
		/engine of the model server .* has died/,
		/--gpu-memory-utilization/,
	],
	[
		'another error of the server',
		refused(500, openAi('CUDA error: device-side assert triggered')),
		'serverBroke',
		/error of its own \(500\)\. The server said: "CUDA error: device-side assert triggered"/,
		/log/,
	],
	[
		'an answer that was all reasoning',
		{ kind: 'empty', finishReason: 'length', reasoning: 'Hm, hm.', usage: { completionTokens: 64 } },
		'emptyAnswer',
		/spent its whole answer \(64 tokens\) on reasoning/,
		/Raise Max Tokens/,
	],
	[
		'an answer that lies in the reasoning whole',
		{ kind: 'empty', finishReason: 'stop', reasoning: 'The answer is 42.', usage: { completionTokens: 64 } },
		'emptyAnswer',
		/its whole answer \(64 tokens\) lies in the reasoning/,
		/--reasoning-parser.*set Thinking to Leave in Text/,
	],
	[
		'an answer that a filter took away',
		{ kind: 'empty', finishReason: 'content_filter', usage: {} },
		'emptyAnswer',
		/content filter took the answer/,
		/Word the task differently/,
	],
	[
		'an answer without text',
		{ kind: 'empty', finishReason: 'stop', usage: { completionTokens: 1 } },
		'emptyAnswer',
		/without any text \(1 token\); its reason to finish was "stop"/,
		/chat template/,
	],
	['a stream with nothing kept', { kind: 'cut', receivedCharacters: 0 }, 'answerCut', /broke off before any text had come/, /log/],
	[
		'a stream with thinking alone',
		{ kind: 'cut', receivedCharacters: 9 },
		'answerCut',
		/broke off in the middle of its reasoning, before any text had come\.$/,
		/log/,
	],
	['half a text', { kind: 'cut', receivedCharacters: 9, isText: true }, 'answerCut', /broke off in the middle of its text\.$/, /log/],
	[
		'a wait until a far date',
		{ kind: 'refused', status: 503, body: '', retryAfter: 'Wed, 01 Jan 2099 00:00:00 GMT' },
		'overloaded',
		/asks to be left alone for longer than the run may take\./,
		/./,
	],
])('has a sentence and an advice for %s', (_, failure, kind, sentence, advice) => {
	const explanation = explainFailure(failure, asked);
	expect(explanation.kind).toBe(kind);
	expect(explanation.message).toMatch(sentence);
	expect(explanation.advice).toMatch(advice);
	expect(explanation.message).not.toMatch(/failed to|undefined|NaN/i);
	if (failure.kind === 'refused') expect(explanation.httpStatus).toBe(failure.status);
});

const coded = (code: string, message = '') => Object.assign(new Error(message), { code });

it.each([
	['ECONNREFUSED', 'connectionRefused', /Nothing listens at http:\/\/gpu-box:8000\/v1/],
	['ENOTFOUND', 'unknownHost', /The name "gpu-box"/],
	['EAI_AGAIN', 'unknownHost', /not known on this network/],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrustedCertificate', /certificate of gpu-box:8000 is not trusted here: self-signed/],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'untrustedCertificate', /not trusted/],
	['EPROTO', 'wrongProtocol', /does not speak http/],
	['UND_ERR_CONNECT_TIMEOUT', 'unreachable', /does not answer .* firewall/],
	['EHOSTUNREACH', 'unreachable', /EHOSTUNREACH/],
	['ECONNRESET', 'connectionLost', /before it had answered anything/],
	['EMFILE', 'unreachable', /self-signed \(EMFILE\)/],
])('tells connections that went wrong apart (%s)', (code, kind, sentence) => {
	const explanation = explainFailure({ kind: 'unanswered', error: coded(code, 'self-signed'), reused: false }, asked);
	expect(explanation).toMatchObject({ kind, message: expect.stringMatching(sentence), advice: expect.stringMatching(/\.$/) });
});

it.each([
	['CUDA out of memory. Tried to allocate 2 GiB', true],
	['worker 3: OOM', true],
	['kv_cache_oom', true],
	['boom', false],
	['no room left for bloom', false],
])('says that memory ran out only where the server says so: %s', (said, isSo) => {
	expect(explainFailure(refused(500, openAi(said)), asked).advice.includes('It ran out of memory')).toBe(isSo);
});

it('says it differently when no key is set', () => {
	expect(explainFailure(refused(401, { error: 'Unauthorized' }), { ...asked, hasKey: false }).message).toMatch(
		/asks for an API key, and none is set/,
	);
});

it('knows a proxy that asks for a password by what it says to a tunnel', () => {
	const error = coded('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling');
	expect(explainFailure({ kind: 'unanswered', error, reused: false }, asked)).toMatchObject({
		kind: 'proxyKey',
		advice: expect.stringContaining('HTTP_PROXY'),
	});
});

it.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'EPROTO'])('never advises to send a key unencrypted (%s)', (code) => {
	const failure: Failure = { kind: 'unanswered', error: coded(code, 'self-signed'), reused: false };
	const { message, advice } = explainFailure(failure, { ...asked, baseUrl: 'https://gpu-box:8000/v1' });
	expect(`${message} ${advice}`).not.toMatch(/http:/);
});

it('never advises to put an unencrypted address into a credential with a key', () => {
	const redirect: Failure = { kind: 'refused', status: 308, body: '', location: 'http://gpu-box/v1/' };
	expect(explainFailure(redirect, asked).advice).toMatch(/not encrypted, and a key must not go there/);
	expect(explainFailure(redirect, { ...asked, hasKey: false }).advice).toMatch(/into the credential/);
});

it('suggests /v1 where the address does not end in it', () => {
	expect(explainFailure(refused(404, { detail: 'Not Found' }), { ...asked, baseUrl: 'http://gpu-box:8000/api' }).advice).toContain(
		'http://gpu-box:8000/v1',
	);
});

it('lists the models that exist, the likeliest first, with one look for all clones', async () => {
	const { double, endpoint } = await openDouble({ models: ['qwen3-8b', 'smollm2-135m', 'llama-3.1-8b-instruct'] });
	const clones = Array.from({ length: 5 }, async () => await errorOf(endpoint.chat(question({ model: 'llama-3.1-8b' }), patience())));
	const [error] = await Promise.all(clones);
	expect(error?.message).toContain('has no model "llama-3.1-8b". It has "llama-3.1-8b-instruct", ');
	expect(double.counters.received).toBe(5);
});

it.each<readonly [string, Fault, string, RegExp]>([
	['a web page', { kind: 'html' }, 'nonsense', /answered with a web page .* "Welcome It works!"/],
	['an empty body', { kind: 'emptyBody' }, 'nonsense', /said success and sent an empty answer/],
	['half a JSON', { kind: 'cutJson' }, 'nonsense', /ends in mid-JSON, after \d+ characters/],
	['JSON of another shape', { kind: 'otherJson', body: { hello: 'world' } }, 'nonsense', /no chat answer: \{"hello":"world"\}/],
	['no JSON', { kind: 'otherJson', body: 'I am a teapot' }, 'nonsense', /no JSON: "I am a teapot"/],
	[
		'an error said with success',
		{ kind: 'otherJson', body: { error: { message: 'Upstream is gone', code: 502 } } },
		'gateway',
		/Upstream is gone/,
	],
	['a reset before any byte', { kind: 'resetBeforeBytes' }, 'connectionLost', /closed the connection before it had answered anything/],
	['a reset in mid-body', { kind: 'resetMidway' }, 'answerCut', /broke off before any text had come/],
])('says so when the server sends %s', async (_, fault, kind, sentence) => {
	const { endpoint } = await openDouble({ faults: () => fault });
	expect(await errorOf(endpoint.chat(question(), patience()))).toMatchObject({
		kind,
		attempts: 1,
		message: expect.stringMatching(sentence),
		advice: expect.any(String),
	});
});

it.each<readonly [string, VllmDoubleSettings, Parameters<typeof question>[0], string]>([
	[
		'promptTooLong',
		{ maxModelLen: 64 },
		{ messages: [{ role: 'user', content: 'word '.repeat(200) }] },
		'The prompt has at least 65 tokens',
	],
	['maxTokensTooLarge', { maxModelLen: 64 }, { sampling: { maxTokens: 1000 } }, 'Max Tokens is 1000'],
	['invalidSchema', {}, { jsonSchema: { type: 'objekt' } }, 'Invalid type: objekt'],
	['badRequest', {}, { sampling: { temperature: -1 } }, 'because of Temperature ("temperature")'],
	[
		'emptyAnswer',
		{ answer: () => ({ reasoning: 'one two three four five six', text: 'Done.' }) },
		{ sampling: { maxTokens: 4 } },
		'on reasoning',
	],
	['emptyAnswer', { answer: () => '' }, {}, 'without any text'],
])('explains what the server itself refuses (%s)', async (kind, settings, overrides, words) => {
	const { endpoint } = await openDouble(settings);
	for (const stream of [false, true]) {
		expect(await errorOf(endpoint.chat(question(overrides), patience({ stream })))).toMatchObject({
			kind,
			message: expect.stringContaining(words),
		});
	}
});

it('says the address and how to start a server when nothing listens', async () => {
	const double = await startVllmDouble();
	await double.close();
	const endpoint = createEndpoint({ baseUrl: double.baseUrl });
	const calls = [
		async () => await endpoint.chat(question(), patience()),
		async () => await endpoint.listModels(new AbortController().signal),
	];
	for (const call of calls) {
		const error = await errorOf(call());
		expect(error).toMatchObject({ kind: 'connectionRefused', attempts: 1, message: expect.stringContaining(double.baseUrl) });
		expect(error.advice).toMatch(/vllm serve .* container/);
	}
	await endpoint.close();
});

it('knows a name that does not exist from a machine that is silent', async () => {
	const endpoint = createEndpoint({ baseUrl: 'http://no-such-host.invalid:8000' });
	const error = await errorOf(endpoint.chat(question(), patience({ retries: 0 })));
	expect(error).toMatchObject({ kind: 'unknownHost', message: expect.stringContaining('"no-such-host.invalid"') });
	await endpoint.close();
});

it('says that http and https were mixed up', async () => {
	const { double } = await openDouble();
	const secure = createEndpoint({ baseUrl: double.baseUrl.replace('http:', 'https:') });
	expect(await errorOf(secure.chat(question(), patience({ retries: 2 })))).toMatchObject({
		kind: 'wrongProtocol',
		attempts: 1,
		advice: expect.stringContaining('http://127.0.0.1'),
	});
	await secure.close();

	const other = createTcpServer((socket) => void socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2\r\n'));
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void other.close());
	const endpoint = createEndpoint({ baseUrl: `http://127.0.0.1:${(other.address() as AddressInfo).port}` });
	expect(await errorOf(endpoint.chat(question(), patience()))).toMatchObject({
		kind: 'wrongProtocol',
		message: expect.stringContaining('does not speak http'),
	});
	await endpoint.close();
});

it('says where a clone was when its time was over', async () => {
	const { endpoint } = await openDouble({
		faults: ({ index }) => (index === 0 ? { kind: 'status', status: 503, retryAfter: '0.05' } : { kind: 'hang' }),
	});
	const hung = await errorOf(endpoint.chat(question(), patience({ timeoutMs: 300, retries: 2 })));
	expect(hung).toMatchObject({ kind: 'cloneTimeout', attempts: 2 });
	expect(hung.message).toMatch(
		/^The clone's time of 0\.3 s ran out while .* had the question and had sent nothing yet \(2 requests sent\)\. The request before: .* more to do than it takes on/,
	);
	const late = await errorOf(endpoint.chat(question(), patience({ deadlineAt: Date.now() + 50 })));
	expect(late).toMatchObject({ kind: 'runDeadline', attempts: 1, message: expect.stringMatching(/^The deadline of the run came while/) });
	const over = await errorOf(endpoint.chat(question(), patience({ deadlineAt: Date.now() - 1 })));
	expect(over).toMatchObject({ kind: 'runDeadline', attempts: 0 });
});

it('tells a stall in the answer from a hang before it', async () => {
	const { endpoint } = await openDouble({ faults: () => ({ kind: 'stallMidway', afterTokens: 0 }) });
	const error = await errorOf(endpoint.chat(question(), patience({ timeoutMs: 200, stream: true })));
	expect(error).toMatchObject({ kind: 'cloneTimeout', message: expect.stringContaining('was coming in') });
});

it('asks a hung connection to be closed', async () => {
	const { double, endpoint } = await openDouble({ faults: () => ({ kind: 'hang' }) });
	await errorOf(endpoint.chat(question(), patience({ timeoutMs: 100 })));
	await double.until(() => double.counters.inFlight === 0);
	expect(double.counters.abortedByClient).toBe(1);
});

it('sends nobody from a deployment to another address, and says what Azure looks at', () => {
	const azure = { ...asked, baseUrl: 'https://x.openai.azure.com/openai/deployments/gpt-4o' };
	const missing = refused(404, { error: { code: '404', message: 'Resource not found' } });
	expect(explainFailure(missing, azure).advice).toMatch(/deployment "gpt-4o" in the address.*api-version/);
	expect(explainFailure(missing, { ...azure, task: 'list' }).advice).toMatch(/leave Model empty/);
});
