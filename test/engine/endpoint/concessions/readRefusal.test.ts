import { describe, expect, it } from 'vitest';
import type { Concession } from '../../../../nodes/engine/endpoint/concessions/concession';
import { readRefusal } from '../../../../nodes/engine/endpoint/concessions/readRefusal';

const schema = { type: 'object', properties: { answer: { type: 'number' } }, required: ['answer'], additionalProperties: false };
const open = { type: 'object', properties: { tags: { type: 'array', minItems: 1 } } };
const tool = (fields: object = {}) => ({ type: 'function', function: { name: 'weather', parameters: schema, ...fields } });
const jsonSchema = (fields: object = {}) => ({ type: 'json_schema', json_schema: { name: 'answer', schema, ...fields } });
const jsonObject = { type: 'json_object' };
const messages = [{ role: 'user', content: 'Which seed, temperature and stream?' }];
const tools = [tool({ strict: true }), tool({ strict: true })];

const plain = { model: 'm-1', messages, temperature: 0.7, seed: 3 };
const full = {
	...plain,
	top_p: 0.9,
	max_tokens: 50,
	reasoning_effort: 'low',
	logprobs: true,
	stream: true,
	stream_options: { include_usage: true },
};

const said = (message: unknown, more: object = {}) => ({
	error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
});
const pydantic = (...fields: ReadonlyArray<readonly [string, ...Array<string | number>]>) =>
	fields.map((loc) => ({ type: 'extra_forbidden', loc: ['body', ...loc], msg: 'Extra inputs are not permitted', input: 1 }));
const litellm = (words: string) =>
	said(
		`litellm.UnsupportedParamsError: ${words}, for model=m-1. To drop these, set \`litellm.drop_params=True\` or for proxy:\n\n\`litellm_settings:\n drop_params: true\``,
	);

/** `seed`; `max_tokens > max_completion_tokens`: sent in its place; `stream + tools`: refused beside them; `(schema)`: only with this schema. */
function write({ refused, instead, beside, schema: only }: Concession): string {
	return [refused, ...(instead ? [`> ${instead}`] : []), ...(beside ? [`+ ${beside}`] : []), ...(only ? ['(schema)'] : [])].join(' ');
}

type Case = readonly [server: string, status: number, body: unknown, sent: Record<string, unknown>, learnt: readonly string[]];

const refusals: readonly Case[] = [
	['Azure AI', 422, { detail: pydantic(['seed']) }, plain, ['seed']],
	['Mistral', 422, { object: 'error', message: { detail: pydantic(['seed']) }, type: 'invalid_request_error' }, plain, ['seed']],
	[
		'older Mistral, JSON in a text',
		422,
		{ object: 'error', message: JSON.stringify({ detail: pydantic(['logprobs'], ['stream_options']) }), type: 'internal_error_proxy' },
		full,
		['logprobs', 'stream_options'],
	],
	[
		'older vLLM, Python in a text',
		400,
		{
			object: 'error',
			message:
				"[{'type': 'extra_forbidden', 'loc': ('body', 'max_completion_tokens'), 'msg': 'Extra inputs are not permitted', 'input': 8192}]",
		},
		{ ...plain, max_completion_tokens: 8192 },
		['max_completion_tokens > max_tokens'],
	],
	['Mistral, of the tools', 422, { detail: pydantic(['tools', 0, 'function', 'strict']) }, { ...plain, tools }, ['tools.strict']],
	[
		'OpenAI, max_tokens',
		400,
		said("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", {
			param: 'max_tokens',
			code: 'unsupported_parameter',
		}),
		full,
		['max_tokens > max_completion_tokens'],
	],
	[
		'a gateway before OpenAI, without param',
		400,
		{ error: { message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead." } },
		full,
		['max_tokens > max_completion_tokens'],
	],
	[
		'OpenAI, temperature',
		400,
		said("Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.", {
			param: 'temperature',
			code: 'unsupported_value',
		}),
		full,
		['temperature'],
	],
	['Moonshot', 400, { error: { message: 'invalid temperature: only 1 is allowed for this model' } }, full, ['temperature']],
	[
		'OpenAI, effort',
		400,
		said(
			"Unsupported value: 'reasoning_effort' does not support 'low' with this model. Supported values are: 'minimal', 'medium', and 'high'.",
		),
		full,
		['reasoning_effort'],
	],
	[
		'OpenAI, effort beside tools',
		400,
		said('Function tools with reasoning_effort are not supported for m-1 in /v1/chat/completions. Please use /v1/responses instead.'),
		{ ...full, tools },
		['reasoning_effort + tools'],
	],
	[
		'OpenAI, parallel calls',
		400,
		said("Unsupported parameter: 'parallel_tool_calls' is not supported with this model.", { param: 'parallel_tool_calls' }),
		{ ...plain, tools, parallel_tool_calls: true },
		['parallel_tool_calls'],
	],
	[
		'Azure',
		400,
		said('Unrecognized request argument supplied: parallel_tool_calls'),
		{ ...plain, tools, parallel_tool_calls: true },
		['parallel_tool_calls'],
	],
	['Azure, several', 400, said('Unrecognized request arguments supplied: seed, logprobs'), full, ['seed', 'logprobs']],
	[
		'Gemini',
		400,
		[
			{
				error: { code: 400, message: 'Invalid JSON payload received. Unknown name "seed": Cannot find field.', status: 'INVALID_ARGUMENT' },
			},
		],
		plain,
		['seed'],
	],
	[
		'Gemini, several',
		400,
		[
			{
				error: {
					code: 400,
					message:
						'Invalid JSON payload received. Unknown name "seed": Cannot find field.\nInvalid JSON payload received. Unknown name "top_k": Cannot find field.',
					details: [{ fieldViolations: [{ description: 'Invalid JSON payload received. Unknown name "top_k": Cannot find field.' }] }],
				},
			},
		],
		{ ...plain, top_k: 20 },
		['seed', 'top_k'],
	],
	[
		'Gemini, of the tools',
		400,
		[
			{
				error: { code: 400, message: 'Invalid JSON payload received. Unknown name "strict" at \'tools[0].function\': Cannot find field.' },
			},
		],
		{ ...plain, tools },
		['tools.strict'],
	],
	['Vertex', 400, said('Unable to submit request because Logprobs is not supported for this model.'), full, ['logprobs']],
	['Groq', 400, said("'logprobs' is not supported with this model"), full, ['logprobs']],
	[
		'vLLM on Gaudi',
		400,
		{
			error: {
				message: "Gaudi doesn't support logprobs. Please remove 'logprobs'/'top_logprobs' from your request to receive a response.",
				param: null,
			},
		},
		{ ...full, top_logprobs: 1 },
		['logprobs', 'top_logprobs'],
	],
	[
		'Together',
		400,
		said("Invalid type for 'logprobs': expected an integer, but got a boolean instead.", { param: 'logprobs' }),
		full,
		['logprobs'],
	],
	['LiteLLM', 400, litellm("groq does not support parameters: ['logprobs']"), full, ['logprobs']],
	['LiteLLM, with values', 500, litellm("ollama does not support parameters: {'seed': 1, 'top_p': 0.9}"), full, ['seed', 'top_p']],
	[
		'xAI',
		400,
		{ code: 'Client specified an invalid argument', error: 'Model m-1 does not support parameter reasoningEffort.' },
		full,
		['reasoning_effort'],
	],
	[
		'xAI, an extra field',
		400,
		{ error: 'Model m-1 does not support parameter presencePenalty.' },
		{ ...plain, presence_penalty: 0 },
		['presence_penalty'],
	],
	['Ollama', 400, said('"m-1" does not support thinking'), full, ['reasoning_effort']],
	[
		'NIM',
		400,
		{ message: 'Validation: Unsupported parameter(s): reasoning_budget', type: 'Bad Request', code: 400 },
		{ ...plain, reasoning_budget: 9 },
		['reasoning_budget'],
	],
	['Fireworks', 400, said("Extra inputs are not permitted, field: 'stream_options'"), full, ['stream_options']],
	['semantic-kernel', 400, { message: 'Validation error at #/stream_options: Extra inputs are not permitted' }, full, ['stream_options']],
	[
		'a server in Rust',
		422,
		'Failed to deserialize the JSON body into the target type: unknown field `seed`, expected one of `model`, `messages`, `temperature`',
		plain,
		['seed'],
	],
	['DashScope', 400, said('logprobs 参数不支持'), full, ['logprobs']],
	[
		'Bedrock',
		400,
		said(
			'litellm.BadRequestError: BedrockException - {"message":"The model returned the following errors: `temperature` and `top_p` cannot both be specified for this model. Please use only one."}',
		),
		full,
		['top_p + temperature'],
	],
	[
		'OpenAI, both limits',
		400,
		said("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", { param: 'max_tokens' }),
		{ ...full, max_completion_tokens: 50 },
		['max_tokens + max_completion_tokens'],
	],
	[
		'Volcengine',
		400,
		{
			error: {
				code: 'InvalidParameter',
				message:
					'The parameter max_tokens specified in the request are not valid: max_tokens and max_completion_tokens cannot be set at the same time. Request id: 1',
				param: 'max_tokens',
				type: 'BadRequest',
			},
		},
		{ ...full, max_completion_tokens: 50 },
		['max_tokens + max_completion_tokens'],
	],
	[
		'Cerebras, mixed',
		422,
		said("Tools with mixed values for 'strict' are not allowed. Please set all tools to 'strict: true' or 'strict: false'", {
			param: 'tools',
			code: 'wrong_api_format',
		}),
		{ ...plain, tools: [tools[0], tool()] },
		['tools.strict'],
	],
	['Cerebras', 400, said('Tools with strict=True are not supported by this model'), { ...plain, tools }, ['tools.strict']],
	[
		'Anthropic',
		400,
		{ type: 'error', error: { type: 'invalid_request_error', message: 'tools.0.custom.strict: Extra inputs are not permitted' } },
		{ ...plain, tools },
		['tools.strict'],
	],
	[
		'OpenAI, a tool',
		400,
		said("Invalid schema for function 'weather': In context=(), 'additionalProperties' is required to be supplied and to be false.", {
			param: 'tools[0].function.parameters',
			code: 'invalid_function_parameters',
		}),
		{ ...plain, tools },
		['tools.strict'],
	],
	[
		'llama-server, a tool',
		400,
		{ error: { code: 400, message: 'Failed to initialize samplers: failed to parse grammar', type: 'invalid_request_error' } },
		{ ...plain, tools },
		['tools.strict'],
	],
	[
		'llama-server, streaming',
		500,
		{ error: { code: 500, message: 'Cannot use tools with stream', type: 'server_error' } },
		{ ...full, tools },
		['stream + tools'],
	],
	[
		'Bedrock, streaming',
		400,
		said("undefined: This model doesn't support tool use in streaming mode."),
		{ ...full, tools },
		['stream + tools'],
	],
	[
		'Groq, streaming',
		400,
		said('Streaming is not supported with structured outputs'),
		{ ...full, response_format: jsonSchema() },
		['stream + response_format'],
	],
	[
		'one-api',
		400,
		said(
			"Unsupported value: 'stream' does not support true with this model. Only the default (false) value is supported. (request id: 1)",
			{ param: 'stream' },
		),
		full,
		['stream'],
	],
	[
		'OpenAI, unverified',
		400,
		said('Your organization must be verified to stream this model. Please go to: https://example.com', {
			param: 'stream',
			code: 'unsupported_value',
		}),
		full,
		['stream'],
	],
	[
		'OpenRouter, unverified',
		400,
		said('Provider returned error', {
			metadata: { raw: '{\n "error": {\n "message": "Your organization must be verified to stream this model.",\n "param": "stream" } }' },
		}),
		full,
		['stream'],
	],
	[
		'DeepSeek',
		400,
		said('This response_format type is unavailable now', { code: 'invalid_request_error' }),
		{ ...plain, response_format: jsonSchema({ strict: true }) },
		['response_format.json_schema > json_object'],
	],
	[
		'DeepSeek, earlier',
		422,
		'Failed to deserialize the JSON body into the target type: response_format: response_format.type `json_schema` is unavailable now at line 1 column 1193',
		{ ...plain, response_format: jsonSchema() },
		['response_format.json_schema > json_object'],
	],
	[
		'Groq, a type',
		400,
		said("'response_format.type' : value is not one of the allowed values ['text','json_object']"),
		{ ...plain, response_format: jsonSchema() },
		['response_format.json_schema > json_object'],
	],
	[
		'Groq, a keyword',
		400,
		said('invalid schema for response format: response_format/json_schema/answer: minItems is not supported'),
		{ ...plain, response_format: jsonSchema({ schema: open }) },
		['response_format.json_schema > json_object (schema)'],
	],
	[
		'OpenAI, a keyword',
		400,
		said("Invalid schema for response_format 'answer': In context=('properties', 'value'), 'minimum' is not permitted.", {
			param: 'response_format',
		}),
		{ ...plain, response_format: jsonSchema({ strict: true }) },
		['response_format.strict (schema)'],
	],
	[
		'OpenAI, an older model',
		400,
		said("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.", { param: 'response_format' }),
		{ ...plain, response_format: jsonSchema({ strict: true }) },
		['response_format.json_schema > json_object'],
	],
	[
		'vLLM',
		400,
		said('The provided JSON schema contains features not supported by xgrammar.'),
		{ ...plain, response_format: jsonSchema({ schema: open }) },
		['response_format.json_schema > json_object (schema)'],
	],
	[
		'vLLM with guidance',
		500,
		said('Grammar error: Unimplemented keys: ["propertyNames"]'),
		{ ...plain, response_format: jsonSchema() },
		['response_format.json_schema > json_object (schema)'],
	],
	[
		'vLLM, a list as root',
		400,
		said('response_format json_schema is not supported'),
		{ ...plain, response_format: jsonSchema({ schema: { type: 'array' } }) },
		['response_format.json_schema'],
	],
	[
		'LM Studio',
		400,
		{ error: "'response_format.type' must be 'json_schema' or 'text'" },
		{ ...plain, response_format: jsonObject },
		['response_format.json_object'],
	],
	[
		'TGI',
		422,
		'Failed to deserialize the JSON body into the target type: response_format: missing field `value` at line 1 column 168',
		{ ...plain, response_format: jsonObject },
		['response_format.json_object'],
	],
	[
		'xAI, any format',
		400,
		{ error: 'The response_format parameter is unsupported at the moment. Leave it unset.' },
		{ ...plain, response_format: jsonObject },
		['response_format.json_object'],
	],
	[
		'Groq, beside tools',
		400,
		said("'response_format` json_object cannot be combined with tool/function calling"),
		{ ...plain, tools: [tool()], response_format: jsonObject },
		['response_format.json_object'],
	],
	['OpenAI, 403', 403, said('You are not allowed to request logprobs from this model'), full, ['logprobs']],
	['vLLM, earlier', 400, said('Top logprobs must be set when logprobs is.'), full, ['logprobs']],
	['a seed that is too large', 400, said('Invalid seed: it must fit into 32 bits.'), full, ['seed']],
	['Claude that thinks', 400, said('`temperature` may only be set to 1 when thinking is enabled.'), plain, ['temperature']],
	['Claude of today', 400, said('`temperature` is deprecated for this model.'), plain, ['temperature']],
	[
		'Bedrock, a key',
		400,
		said('Malformed input request: #: extraneous key [top_k] is not permitted, please reformat your input and try again.'),
		{ ...plain, top_k: 2 },
		['top_k'],
	],
	[
		'Bedrock, the stream',
		400,
		said('Malformed input request: #: extraneous key [stream] is not permitted, please reformat your input and try again.'),
		full,
		['stream'],
	],
	[
		'LiteLLM, in Python',
		500,
		said("AsyncCompletions.create() got an unexpected keyword argument 'parallel_tool_calls'"),
		{ ...plain, parallel_tool_calls: true },
		['parallel_tool_calls'],
	],
	['a server in Go', 400, { error_code: 'BAD_REQUEST', message: 'Bad request: json: unknown field "seed"\n' }, plain, ['seed']],
	['Perplexity', 400, said('["At body -> stream_options: Extra inputs are not permitted"]'), full, ['stream_options']],
	[
		'DashScope, QwQ',
		400,
		said('This model only support stream mode, please enable the stream parameter to access the model. '),
		plain,
		['whole > stream'],
	],
	['DashScope, Qwen3', 400, said('parameter.enable_thinking must be set to false for non-streaming calls'), plain, ['whole > stream']],
	['ModelScope', 400, said('enable thinking can not be support when `stream=False`.'), plain, ['whole > stream']],
	[
		'a check by JSON Schema',
		400,
		{ error: [{ instancePath: '', message: 'must NOT have additional properties', params: { additionalProperty: 'seed' } }] },
		plain,
		['seed'],
	],
	['a check in Python', 400, said("Additional properties are not allowed ('seed' was unexpected)"), plain, ['seed']],
	[
		'a check in TypeScript',
		400,
		{ issues: [{ code: 'unrecognized_keys', keys: ['seed'], path: [], message: "Unrecognized key(s) in object: 'seed'" }] },
		plain,
		['seed'],
	],
	['a check in Node', 400, { message: '"seed" is not allowed' }, plain, ['seed']],
	[
		'a server in Java',
		400,
		{ message: 'Unrecognized field "seed" (class Chat), not marked as ignorable (3 known properties: "model", "messages", "temperature")' },
		plain,
		['seed'],
	],
	[
		'a server that lists what it takes',
		400,
		said("Parameter 'seed' is not supported, supported parameters: temperature, top_p"),
		full,
		['seed'],
	],
	[
		'vLLM, wrapped',
		400,
		{
			detail: [
				{ type: 'extra_forbidden', loc: ['body', 'function-wrap[__log_extra_fields__()]', 'seed'], msg: 'Extra inputs are not permitted' },
			],
		},
		plain,
		['seed'],
	],
	[
		'vLLM, wrapped, in Python',
		400,
		{
			message:
				"[{'type': 'extra_forbidden', 'loc': ('body', 'function-wrap[__log_extra_fields__()]', 'seed'), 'msg': 'Extra inputs are not permitted'}]",
		},
		plain,
		['seed'],
	],
	['a server without usage in streams', 400, said("Unsupported option 'include_usage'"), full, ['stream_options']],
	[
		'a grammar without a keyword',
		400,
		said("Unsupported keyword: 'uniqueItems'"),
		{ ...plain, response_format: jsonSchema() },
		['response_format.json_schema > json_object (schema)'],
	],
	[
		'OpenAI, effort in other words',
		400,
		said("Unsupported parameter: 'reasoning.effort' is not supported with this model.", { param: 'reasoning.effort' }),
		full,
		['reasoning_effort'],
	],
];

const others: ReadonlyArray<readonly [what: string, status: number, body: unknown, sent: Record<string, unknown>]> = [
	[
		'a prompt that is too long',
		400,
		said(
			"This model's maximum context length is 4096 tokens. However, you requested 50 output tokens and your prompt contains at least 5000 input tokens. Please reduce the length of the input prompt or the number of requested output tokens.",
			{ param: 'input_tokens' },
		),
		full,
	],
	[
		'too many tokens',
		400,
		said('max_tokens is too large: 90000. This model supports at most 16384 completion tokens, whereas you provided 90000.', {
			param: 'max_tokens',
			code: 'invalid_value',
		}),
		full,
	],
	['a value out of range', 400, said('temperature must be non-negative, got -1.', { param: 'temperature' }), full],
	['a value above the limit', 400, { error: { type: 'invalid_request_error', message: 'temperature: range: 0..1' } }, full],
	['a model whose name has a field in it', 404, said("The model 'seed-oss' is not supported."), { ...plain, model: 'seed-oss' }],
	['such a model, with status 400', 400, said("The model 'm-1' is not supported."), { ...full, model: 'm-1' }],
	['a model without tools', 400, said('"m-1" does not support tools'), { ...full, tools }],
	[
		'vLLM without its parser',
		400,
		said('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'),
		{ ...full, tools },
	],
	['a field that was not sent', 400, said("Unknown parameter: 'top_k'.", { param: 'top_k', code: 'unknown_parameter' }), full],
	['a field of a message', 422, { detail: pydantic(['messages', 0, 'user', 'name']) }, { ...full, name: 'x' }],
	[
		'what it repeats of the request',
		422,
		{
			detail: [
				{ type: 'missing', loc: ['body', 'messages', 0, 'content'], msg: 'Field required', input: { message: 'seed is not supported' } },
			],
		},
		full,
	],
	['a list of what is taken', 400, said("Unknown parameter: 'foo'. Supported parameters: seed, temperature, logprobs."), full],
	[
		'a schema that is none',
		400,
		said('Grammar error: Invalid type: objekt'),
		{ ...plain, response_format: jsonSchema({ schema: { type: 'objekt' } }) },
	],
	['a key that may not use the model', 403, said('Your key is not allowed to use m-1.'), full],
	['a prompt that is quoted', 400, said('The prompt is too long: which seed must one expect?'), full],
	['a stream that broke', 500, said('upstream error: the stream ended'), full],
	['a wrong key', 401, said('seed is not supported'), full],
	['an overload', 503, said('logprobs is not supported'), full],
	['a web page', 400, '<html>seed is not supported</html>', full],
	['a broken server', 500, said('Internal server error: stream ended'), full],
	['nothing', 400, '', full],
];

const bodyOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

describe('readRefusal', () => {
	it.each(refusals)('learns from %s what to leave out', (_, status, body, sent, learnt) => {
		expect(readRefusal(status, bodyOf(body), sent).map(write)).toEqual(learnt);
	});

	it.each(others)('leaves %s to the user', (_, status, body, sent) => {
		expect(readRefusal(status, bodyOf(body), sent)).toEqual([]);
	});

	it('leaves a limit out where both of its names are refused', () => {
		const known = [{ refused: 'max_tokens', instead: 'max_completion_tokens', words: '' }];
		const [learnt] = readRefusal(422, bodyOf({ detail: pydantic(['max_completion_tokens']) }), { max_completion_tokens: 9 }, known);
		expect(learnt).toEqual({ refused: 'max_completion_tokens', words: 'Extra inputs are not permitted' });
	});

	it.each([
		['brackets', '['.repeat(200_000)],
		['texts in texts', JSON.stringify(JSON.stringify(JSON.stringify(said('"'.repeat(100_000)))))],
		['words that begin like a refusal', bodyOf(said('not be only '.repeat(50_000)))],
		['fields', bodyOf({ detail: pydantic(...Array.from({ length: 20_000 }, (_, index) => [`f${index}`] as const)) })],
	])('comes to an end with a great many %s', (_, body) => {
		expect(readRefusal(400, body, full)).toEqual([]);
	});
});
