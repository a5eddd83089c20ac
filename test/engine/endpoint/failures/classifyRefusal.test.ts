import { describe, expect, it } from 'vitest';
import type { EndpointErrorKind } from '../../../../nodes/engine/endpoint';
import type { Failure } from '../../../../nodes/engine/endpoint/failedAttempt';
import { classifyFailure } from '../../../../nodes/engine/endpoint/failures/classifyFailure';
import { compareWithList } from '../../../../nodes/engine/endpoint/failures/compareWithList';
import { explain } from '../../../../nodes/engine/endpoint/failures/explain';
import { DEFAULT_BACKOFF, planRetry } from '../../../../nodes/engine/endpoint/planRetry';
import { expectLinear } from '../../../support/expectLinear.ts';

const asked = { baseUrl: 'https://models.example/v1', model: 'coder', hasKey: true, requestBytes: 3000, secrets: [] };
const refusal = (status: number, body: unknown): Failure => ({
	kind: 'refused',
	status,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});
const classify = (status: number, body: unknown) => classifyFailure(refusal(status, body), asked);
const say = (status: number, body: unknown) => explain(classify(status, body));
const retryOf = (status: number, body: unknown) =>
	planRetry(
		refusal(status, body),
		classify(status, body),
		{ retries: 0, freeRetries: 0, serverErrors: 1, loadingRetries: 0 },
		{ ...DEFAULT_BACKOFF, random: () => 0 },
	);
const openAi = (message: string, more: object = {}) => ({
	error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
});
const plain = (message: string) => ({ object: 'error', message, type: 'BadRequestError', param: null, code: 400 });

describe('a prompt that is too long', () => {
	it.each<readonly [string, number, unknown, number | undefined]>([
		['SGLang', 400, plain("The input (61709 tokens) is longer than the model's context length (40960 tokens)."), 20749],
		[
			'vLLM’s decoder',
			400,
			plain('The decoder prompt (length 163840) is longer than the maximum model length of 131072. Make sure …'),
			32768,
		],
		['an older vLLM', 400, plain('The prompt (total length 25938) is too long to fit into the model (context length 4096).'), 21842],
		[
			'vLLM with room for nothing',
			400,
			plain(
				"This model's maximum context length is 4096 tokens. However, you requested 0 output tokens and your prompt contains at least 4097 input tokens, for a total of at least 4097 tokens.",
			),
			1,
		],
		[
			'OpenAI of 2023',
			400,
			openAi(
				"This model's maximum context length is 4097 tokens. However, your messages resulted in 4301 tokens. Please reduce the length of the messages.",
				{ code: 'context_length_exceeded' },
			),
			204,
		],
		[
			'OpenAI of today',
			400,
			openAi('Your input exceeds the context window of this model. Please adjust your input and try again.', {
				code: 'context_length_exceeded',
			}),
			undefined,
		],
		[
			'OpenAI, too many characters',
			400,
			openAi("Invalid 'messages[1].content': string too long. Expected a string with maximum length 10485760.", {
				code: 'string_above_max_length',
				param: 'messages[1].content',
			}),
			undefined,
		],
		[
			'OpenRouter',
			400,
			openAi(
				"This endpoint's maximum context length is 32768 tokens. However, you requested about 42832 tokens (42832 of text input). Please reduce the length of either one.",
			),
			10064,
		],
		[
			'DeepSeek',
			400,
			openAi(
				"This model's maximum context length is 65536 tokens. However, you requested 102452 tokens (94260 in the messages, 8192 in the completion).",
			),
			28724,
		],
		[
			'a total and no more',
			400,
			plain("This model's maximum context length is 131072 tokens. However, you requested 351430 tokens. Please reduce the length."),
			220358,
		],
		['Mistral', 400, plain('Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length'), 7232],
		[
			'Anthropic behind a proxy',
			400,
			{ type: 'error', error: { type: 'invalid_request_error', message: 'prompt is too long: 209353 tokens > 199999 maximum' } },
			9354,
		],
		['Bedrock', 400, { message: 'Input is too long for requested model.' }, undefined],
		[
			'xAI',
			400,
			{ code: 'invalid argument', error: "This model's maximum prompt length is 131072 but the request contains 137812 tokens." },
			6740,
		],
		[
			'GitHub',
			400,
			openAi('prompt token count of 150000 exceeds the limit of 128000', { code: 'model_max_prompt_tokens_exceeded' }),
			22000,
		],
		[
			'Azure',
			400,
			openAi(
				'Input tokens exceed the configured limit of 4096 tokens. Your messages resulted in 6753 tokens. Please reduce the length of the messages.',
				{ code: 'context_length_exceeded' },
			),
			2657,
		],
		[
			'LM Studio',
			400,
			{
				error:
					'Reached context length of 4096 tokens with model (arch: llama) that does not currently support mid-generation context overflow.',
			},
			undefined,
		],
		[
			'Cohere',
			400,
			{ message: 'too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 5000. Try using a shorter prompt' },
			919,
		],
		['SiliconFlow', 400, { code: 20015, message: 'length of prompt_tokens (5000) must be less than max_seq_len (4096).', data: null }, 904],
		[
			'Cerebras',
			400,
			openAi('Please reduce the length of the messages or completion. Current length is 9000 while limit is 8192', {
				code: 'context_length_exceeded',
			}),
			808,
		],
		['words of no server known', 400, { detail: 'Prompt tokens (5000) exceeded limit (4096)' }, 904],
		['Kimi', 400, openAi('Invalid request: Your request exceeded model token limit: 131072 (requested: 140000)'), 8928],
		['MiniMax', 400, openAi('invalid params, context window exceeds limit (2013)'), undefined],
		['Poolside', 400, openAi('Input length 131393 exceeds the maximum allowed input length of 131040 tokens.'), 353],
		['a gateway with brackets', 400, openAi("Input length (265330) exceeds model's maximum context length (262144)."), 3186],
		[
			'Qwen',
			400,
			openAi('<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 30720]', { code: 'invalid_parameter_error' }),
			undefined,
		],
		['Ollama', 400, { error: 'the input length exceeds the context length' }, undefined],
		['Ollama’s own engine', 500, { error: 'prompt too long; exceeded max context length by 12 tokens' }, undefined],
		['Atlas', 400, plain('Prompt too long: 5152 tokens exceeds max_seq_len 2048 (leave room for output tokens)'), 3104],
		['numbers with commas', 400, openAi("The input (61,709 tokens) is longer than the model's context length (40,960 tokens)."), 20749],
		[
			'LiteLLM, wrapping Anthropic',
			400,
			{
				error: {
					message:
						'litellm.ContextWindowExceededError: litellm.BadRequestError: AnthropicError - {"type":"error","error":{"message":"prompt is too long: 205668 tokens > 200000 maximum"}}. Received Model Group=coder',
					code: '400',
				},
			},
			5668,
		],
		[
			'OpenAI, more than a minute allows',
			429,
			openAi(
				'Request too large for coder in organization org-1 on tokens per min (TPM): Limit 30000, Requested 45000. The input or output tokens must be reduced in order to run successfully.',
				{ type: 'tokens', code: 'rate_limit_exceeded' },
			),
			15000,
		],
		[
			'Groq, more than a minute allows',
			413,
			openAi(
				'Request too large for model `coder` on tokens per minute (TPM): Limit 6000, Requested 9000, please reduce your message size and try again.',
				{ code: 'rate_limit_exceeded' },
			),
			3000,
		],
	])('is told in the words of %s, by how much, and never asked again', (_, status, body, excess) => {
		expect(classify(status, body).kind).toBe('promptTooLong');
		if (excess !== undefined) expect(say(status, body).message).toContain(`${excess} too many`);
		expect(retryOf(status, body)).toEqual({ kind: 'never' });
	});

	it.each<readonly [string, number, unknown, string]>([
		[
			'SGLang',
			400,
			plain(
				"Requested token count exceeds the model's maximum context length of 262144 tokens. You requested a total of 263000 tokens: 250000 tokens from the input messages and 13000 tokens for the completion.",
			),
			'to 12144 or less',
		],
		[
			'Anthropic',
			400,
			openAi(
				'input length and `max_tokens` exceed context limit: 170636 + 34048 > 200000, decrease input length or `max_tokens` and try again',
			),
			'to 29364 or less',
		],
		[
			'Anthropic, of the answer alone',
			400,
			openAi('max_tokens: 100000 > 64000, which is the maximum allowed number of output tokens for coder'),
			'to 64000 or less',
		],
		[
			'OpenAI',
			400,
			openAi('max_tokens is too large: 100000. This model supports at most 16384 completion tokens, whereas you provided 100000.', {
				param: 'max_tokens',
			}),
			'to 16384 or less',
		],
		['DeepSeek', 400, openAi('Invalid max_tokens value, the valid range of max_tokens is [1, 8192]'), 'to 8192 or less'],
		['Qwen', 400, openAi('Range of max_tokens should be [1, 8192]'), 'to 8192 or less'],
		[
			'Groq',
			400,
			openAi(
				'`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model',
			),
			'to 8192 or less',
		],
		[
			'TGI',
			422,
			{
				error:
					'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 3000 `inputs` tokens and 2000 `max_new_tokens`',
				error_type: 'validation',
			},
			'to 1096 or less',
		],
	])('is told from too much room for the answer (%s)', (_, status, body, advice) => {
		expect(classify(status, body).kind).toBe('maxTokensTooLarge');
		expect(say(status, body).advice).toContain(advice);
	});

	it.each<readonly [string, number, unknown, EndpointErrorKind]>([
		[
			'a limit of tokens a minute',
			429,
			openAi('Rate limit reached for coder on tokens per minute (TPM): Limit 6000, Used 5800, Requested 500. Please try again in 3s.'),
			'overloaded',
		],
		['Bedrock’s throttling', 429, { message: 'Too many tokens, please wait before trying again.' }, 'overloaded'],
		[
			'a field of that name',
			400,
			openAi("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", {
				param: 'max_tokens',
				code: 'unsupported_parameter',
			}),
			'badRequest',
		],
		['a lower bound', 400, openAi('max_tokens must be at least 1, got 0.', { param: 'max_tokens' }), 'badRequest'],
		[
			'a model that does not fit',
			500,
			{ error: 'Failed to load model: unable to allocate a buffer for this context length' },
			'modelLoadFailed',
		],
	])('is not seen in %s', (_, status, body, kind) => {
		expect(classify(status, body).kind).toBe(kind);
	});
});

describe('a model that is missing', () => {
	const missing: ReadonlyArray<readonly [string, number, unknown]> = [
		['vLLM', 404, openAi('The model `coder` does not exist.', { type: 'NotFoundError', param: 'model' })],
		['OpenAI', 404, openAi('The model `coder` does not exist or you do not have access to it.', { code: 'model_not_found' })],
		['Ollama', 404, openAi("model 'coder' not found")],
		[
			'LiteLLM',
			400,
			openAi('Invalid model name passed in model=coder. Call `/v1/models` to view available models for your key.', { code: '400' }),
		],
		['OpenRouter', 400, { error: { message: 'coder is not a valid model ID', code: 400 } }],
		['DeepSeek', 400, openAi('Model Not Exist')],
		['Mistral', 400, { object: 'error', message: 'Invalid model: coder', type: 'invalid_model', code: '1500' }],
		['Moonshot', 404, openAi('Not found the model coder or Permission denied', { type: 'resource_not_found_error' })],
		[
			'Gemini',
			404,
			[
				{
					error: {
						code: 404,
						message: 'models/coder is not found for API version v1main, or is not supported for generateContent.',
						status: 'NOT_FOUND',
					},
				},
			],
		],
		['Azure', 404, { error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' } }],
		['Anthropic', 404, { type: 'error', error: { type: 'not_found_error', message: 'model: coder' } }],
		[
			'Together',
			404,
			openAi('Unable to access model coder. Please visit the site to view the list of supported models.', { code: 'model_not_available' }),
		],
		['mlx_lm', 404, { error: '404 Client Error. Repository Not Found for url: https://huggingface.co/api/models/coder/revision/main.' }],
		['a FastAPI of someone’s own', 422, { detail: 'Unknown model: coder' }],
		['a list of errors', 404, { errors: [{ message: 'No such model', code: 7 }] }],
	];
	it.each(missing)('is told in the words of %s, with what there is', (_, status, body) => {
		const known = classify(status, body);
		expect(known.kind).toBe('unknownModel');
		if (known.kind !== 'unknownModel') return;
		expect(explain(compareWithList(known, ['coder-2', 'mini'])).message).toMatch(
			/has no model "coder"\. It has "coder-2", "mini"\. The server said: "/,
		);
		const listed = explain(compareWithList(known, ['mini', 'coder']));
		expect(listed.kind).toBe('modelUnavailable');
		expect(listed.message).toMatch(/^https:\/\/models\.example\/v1 lists the model "coder" and yet does not serve it .*The server said: "/);
	});

	it.each<readonly [string, number, unknown, EndpointErrorKind]>([
		[
			'tools',
			404,
			{ error: { message: 'No endpoints found that support tool use. To learn more, see the docs.', code: 404 } },
			'noFunctionCalling',
		],
		[
			'a policy',
			404,
			{ error: { message: 'No endpoints found matching your data policy (Free model publication).', code: 404 } },
			'modelUnavailable',
		],
		[
			'a model behind a router',
			404,
			openAi('litellm.NotFoundError: OpenAIException - The model `other` does not exist. Received Model Group=coder'),
			'modelUnavailable',
		],
		[
			'a page behind a router',
			404,
			openAi('litellm.NotFoundError: NotFoundError: OpenAIException - Not Found. Received Model Group=coder'),
			'modelUnavailable',
		],
		[
			'a key behind a router',
			401,
			openAi('litellm.AuthenticationError: Incorrect API key provided. Received Model Group=coder'),
			'modelUnavailable',
		],
		['no loaded model', 404, openAi('No models loaded. Please load a model in the developer page.'), 'noModelLoaded'],
		['an unloaded model', 400, { error: 'Model unloaded.' }, 'noModelLoaded'],
		['something of an account', 404, { status: 404, detail: "Function 'a1b2': Not found for account 'c3'" }, 'modelUnavailable'],
		['an unknown path', 404, { detail: 'Not Found' }, 'wrongPath'],
		['Express', 404, '<!DOCTYPE html><html><body><pre>Cannot POST /v1/chat/completions</pre></body></html>', 'wrongPath'],
		['any page', 404, '<html><body>Oops! Our model train got lost.</body></html>', 'wrongPath'],
		['nothing at all', 404, '', 'wrongPath'],
		['LM Studio’s unknown path', 404, { error: 'Unexpected endpoint or method. (POST /chat/completions)' }, 'wrongPath'],
		[
			'a field that this model has not',
			400,
			openAi("Invalid parameter: 'seed' is not supported by model coder", { param: 'seed' }),
			'badRequest',
		],
		[
			'a value that this model has not',
			400,
			openAi("Unsupported value: 'temperature' does not support 0.7 with this model.", { param: 'temperature' }),
			'badRequest',
		],
	])('is not seen in words about %s, which are quoted', (_, status, body, kind) => {
		const { kind: found, message } = say(status, body);
		expect(found).toBe(kind);
		expect(message).not.toContain('has no model "coder"');
		if (body !== '') expect(message).toContain('The server said: "');
	});
});

describe('quota and payment', () => {
	it.each<readonly [string, number, unknown]>([
		[
			'OpenAI',
			429,
			openAi('You exceeded your current quota, please check your plan and billing details.', {
				type: 'insufficient_quota',
				code: 'insufficient_quota',
			}),
		],
		['DeepSeek', 402, openAi('Insufficient Balance')],
		[
			'OpenRouter',
			402,
			{
				error: {
					message: 'This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, but can only afford 3000.',
					code: 402,
				},
			},
		],
		[
			'OpenRouter’s free models',
			429,
			{
				error: {
					message: 'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day',
					code: 429,
				},
			},
		],
		[
			'Moonshot',
			429,
			openAi('Your account is suspended, please check your plan and billing details', { type: 'exceeded_current_quota_error' }),
		],
		['LiteLLM', 400, openAi('Budget has been exceeded! Current cost: 1.2, Max budget: 1.0', { type: 'budget_exceeded' })],
		['Anthropic', 400, openAi('Your credit balance is too low to access the API. Please go to Plans & Billing.')],
		[
			'Gemini, a day’s',
			429,
			[
				{
					error: {
						code: 429,
						message: 'You exceeded your current quota, please check your plan and billing details.',
						status: 'RESOURCE_EXHAUSTED',
						details: [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProject' }] }, { retryDelay: '34s' }],
					},
				},
			],
		],
		['Zhipu', 429, { error: { code: '1113', message: '余额不足或无可用资源包,请充值。' } }],
		['a bare 402', 402, ''],
	])('are told in the words of %s, and not asked again', (_, status, body) => {
		expect(say(status, body)).toMatchObject({
			kind: 'quotaUsedUp',
			message: expect.stringContaining('is used up'),
			advice: expect.stringMatching(/credits/),
		});
		expect(retryOf(status, body)).toEqual({ kind: 'never' });
	});

	it.each<readonly [string, unknown]>([
		[
			'a delay',
			[
				{
					error: {
						code: 429,
						message: 'You exceeded your current quota, please check your plan and billing details.',
						status: 'RESOURCE_EXHAUSTED',
						details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34s' }],
					},
				},
			],
		],
		['a delay in words', openAi('Quota exceeded for this metric. Please retry in 34s.')],
	])('pass by themselves where the server names %s', (_, body) => {
		expect(classify(429, body).kind).toBe('overloaded');
		expect(retryOf(429, body)).toEqual({ kind: 'after', waitMs: 34_000, isAsked: true });
	});
});

describe('a model that is still loading', () => {
	it.each<readonly [string, number, unknown]>([
		['llama-server', 503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }],
		['Ollama', 500, { error: 'unexpected server status: llm server loading model' }],
		['LM Studio', 400, { error: 'Model is loading' }],
		['LM Studio, once more', 400, { error: 'The model was unloaded while loading' }],
		['Hugging Face', 503, { error: 'Model org/coder is currently loading', estimated_time: 20 }],
		['KServe', 503, { error: 'Model coder is not ready' }],
		['Bedrock', 429, { message: 'Model is not ready for inference. Wait and try your request again.' }],
		['a router', 503, { error: { message: 'The model coder is being loaded, please try again' } }],
	])('is waited for (%s)', (_, status, body) => {
		expect(say(status, body)).toMatchObject({ kind: 'stillLoading', message: expect.stringContaining('is still loading its model') });
		expect(retryOf(status, body).kind).toBe('loading');
	});

	it.each<readonly [string, unknown]>([
		['LM Studio', { error: 'Failed to load model "coder". Error: Model loading was stopped due to insufficient system resources.' }],
		['Ollama', { error: 'model requires more system memory (5.6 GiB) than is available (3.8 GiB)' }],
		['Ollama, by time', { error: 'timed out waiting for llama runner to start - progress 0.00 - ' }],
		['LocalAI', { error: { code: 500, message: 'could not load model - all backends returned error', type: '' } }],
	])('is told from one that could not be loaded (%s)', (_, body) => {
		expect(say(500, body)).toMatchObject({ kind: 'modelLoadFailed', advice: expect.stringContaining('memory') });
	});
});

describe('the rest', () => {
	it.each<readonly [string, number, unknown, EndpointErrorKind, RegExp]>([
		[
			'Cloudflare, a block',
			403,
			'<html><title>Attention Required! | Cloudflare</title>Sorry, you have been blocked</html>',
			'forbidden',
			/^What stands before .* does not let the request through/,
		],
		['nginx without a server', 503, '<html><h1>503 Service Temporarily Unavailable</h1></html>', 'gateway', /no model server behind it/],
		['OpenRouter’s limit of a key', 403, { error: { message: 'Key limit exceeded (total limit).', code: 403 } }, 'quotaUsedUp', /used up/],
		['New API without credit', 403, openAi('用户额度不足', { code: 'insufficient_user_quota' }), 'quotaUsedUp', /used up/],
		['DashScope after its free tier', 403, openAi('The free tier of the model has been exhausted.'), 'quotaUsedUp', /used up/],
		['Fireworks', 412, openAi('Account is suspended, possibly due to the monthly spending limit.'), 'quotaUsedUp', /used up/],
		['DeepSeek’s rules', 400, openAi('Content Exists Risk'), 'blocked', /content/],
		['MiniMax’ rules', 422, { base_resp: { status_code: 1026, status_msg: 'input new_sensitive' } }, 'blocked', /content/],
		['Groq at its capacity', 498, openAi('Flex tier capacity exceeded'), 'overloaded', /more to do/],
		['an endpoint that wakes up', 503, { message: 'Endpoint is waking up' }, 'stillLoading', /still loading/],
		['a worker that begins', 503, { error: 'Model initializing, please wait' }, 'stillLoading', /still loading/],
		['Zhipu', 400, { error: { code: '1261', message: 'Prompt exceeds max length' } }, 'promptTooLong', /longer/],
		['Chinese words', 400, openAi('输入内容过长，超过模型最大上下文长度 8192'), 'promptTooLong', /longer/],
		['GPT4All', 500, openAi('The prompt is 5000 tokens and the context window is 2048.'), 'promptTooLong', /2952 too many/],
		['Vertex', 400, openAi('The input token count is 40000 but model only supports up to 32768.'), 'promptTooLong', /7232 too many/],
		['a server that warms up', 503, { error: 'Service is warming up, please retry' }, 'stillLoading', /still loading/],
		[
			'a key that LiteLLM looks for in vain',
			400,
			openAi('No connected db.', { type: 'no_db_connection', code: '400' }),
			'wrongKey',
			/does not accept the API key/,
		],
		[
			'a key that Google does not know',
			400,
			[{ error: { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' } }],
			'wrongKey',
			/does not accept the API key/,
		],
		[
			'Azure’s filter',
			400,
			{
				error: {
					code: 'content_filter',
					message: "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
				},
			},
			'blocked',
			/by its rules/,
		],
		[
			'a moderation',
			403,
			{ error: { message: 'coder requires moderation. Your input was flagged for "violence".', code: 403 } },
			'blocked',
			/by its rules/,
		],
		['a law', 451, 'Unavailable For Legal Reasons', 'blocked', /content or law/],
		['a proxy’s password', 407, '', 'proxyKey', /asks for a name and a password/],
		['another format', 415, { detail: 'Unsupported Media Type' }, 'wrongFormat', /does not take questions in JSON/],
		['headers too large', 431, '', 'headersTooLarge', /headers of the request too large/],
		['a client that seemed gone', 499, '', 'gateway', /took this side for gone/],
		[
			'Cloudflare, an unknown answer',
			520,
			'<html><title>520: Web server is returning an unknown error</title></html>',
			'gateway',
			/sent something that is no answer \(520\)/,
		],
		['Cloudflare, a server that is down', 521, '', 'gateway', /was refused by the model server/],
		['Cloudflare, no connection', 522, '', 'gateway', /no connection to the model server behind it in time/],
		['Cloudflare, a timeout', 524, '', 'gateway', /waited too long/],
		['Cloudflare, a certificate', 526, '', 'gateway', /does not trust the certificate/],
		[
			'Anthropic’s overload',
			529,
			{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
			'overloaded',
			/more to do than it takes on/,
		],
		['Envoy without a server', 503, 'no healthy upstream', 'gateway', /no model server behind it/],
		['a teapot', 418, 'I am a teapot', 'badRequest', /did not take the request \(418\)\. The server said: "I am a teapot"/],
		[
			'TGI that broke down',
			424,
			{ error: 'Request failed during generation: CUDA error', error_type: 'generation' },
			'serverBroke',
			/error of its own/,
		],
		[
			'a model that crashed in LM Studio',
			400,
			{ error: 'The model has crashed without additional information. (Exit code: null)' },
			'engineDead',
			/has died/,
		],
		['a strange 5xx', 507, '', 'serverBroke', /error of its own \(507\)/],
		[
			'tools at Azure-like gateways',
			400,
			openAi('`tools` is not supported in this model. For a list of supported models, look elsewhere.'),
			'noFunctionCalling',
			/takes no tools/,
		],
		['tools that a model has not', 400, openAi('coder does not currently support tools'), 'noFunctionCalling', /takes no tools/],
	])('has a true sentence for %s', (_, status, body, kind, sentence) => {
		const { kind: found, message, advice } = say(status, body);
		expect(found).toBe(kind);
		expect(message).toMatch(sentence);
		expect(`${message} ${advice}`).not.toMatch(/undefined|NaN|failed to/);
	});

	it.each<readonly [string, unknown, EndpointErrorKind]>([
		['context_length_exceeded', openAi('Too much.', { code: 'context_length_exceeded' }), 'promptTooLong'],
		['rate_limit_exceeded', openAi('Slow down.', { type: 'requests', code: 'rate_limit_exceeded' }), 'overloaded'],
		['RESOURCE_EXHAUSTED', [{ error: { code: 429, message: 'Slow down.', status: 'RESOURCE_EXHAUSTED' } }], 'overloaded'],
		['invalid_request_error', openAi('seed must be an integer'), 'badRequest'],
		['authentication_error', { error: { type: 'authentication_error', message: 'x-api-key' } }, 'wrongKey'],
		['permission_error', { error: { type: 'permission_error', message: 'Not you.' } }, 'forbidden'],
		['overloaded_error', { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded'],
		['insufficient_quota', openAi('No.', { code: 'insufficient_quota' }), 'quotaUsedUp'],
		['server_error', openAi('Something broke.', { type: 'server_error' }), 'serverBroke'],
	])('takes the name of an error within a success for its status (%s)', (_, body, kind) => {
		expect(classify(500, body).kind).toBe(kind);
	});

	it('quotes what the server said behind every refusal', () => {
		for (const status of [400, 401, 402, 403, 404, 405, 407, 413, 415, 422, 429, 431, 451, 500, 501, 502, 503, 504, 520, 529]) {
			expect(say(status, { error: { message: 'Ask the night watch.' } }).message).toMatch(/ The server said: "Ask the night watch"\.$/);
		}
	});

	it.each([
		'model ',
		'tokens exceed ',
		'context length ',
		'1,',
		'1 ',
		'{"error":"',
		'max_tokens ',
		'retry in 1s ',
		'quota ',
		'<a',
		'\n',
		'limit of ',
		'no credits ',
	])('is understood in time that grows with it (%j)', (piece) => {
		expectLinear(
			(length) => piece.repeat(length / piece.length),
			(text) => [say(400, text), say(404, text), say(429, { error: { message: text } })],
		);
	});
});
