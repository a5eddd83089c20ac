import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEndpoint, createRetryBudget, type AskOptions, type ChatRequest, type Endpoint } from '../../nodes/engine/endpoint';
import { expectKey } from './expectKey';

export interface OpenedServer {
	/** Ends in `/v1`. */
	readonly baseUrl: string;
	readonly model: string;
	stop(): Promise<void>;
}

export interface EndpointContract {
	/** Opens the server once for the whole suite. */
	readonly open: () => Promise<OpenedServer>;
	/** How it is asked; absent: as one server. */
	readonly openEndpoint?: (server: { readonly baseUrl: string }) => Endpoint;
	/** Opens one that asks for this key; absent: not tried. */
	readonly openWithKey?: (apiKey: string) => Promise<OpenedServer>;
	/** What the server has beyond the OpenAI API; a real vLLM has all of it. */
	readonly has: {
		readonly metrics: boolean;
		readonly tokenize: boolean;
		/** Takes tools for function calling. */
		readonly tools: boolean;
		/** Closes idle connections after 5 s, as uvicorn does. */
		readonly closesIdle: boolean;
		/** Keeps a grammar given as a regular expression, and has no reasoning parser. */
		readonly regex: boolean;
		/** Every field of vLLM 0.32's replies, and none beside. */
		readonly everyField: boolean;
	};
}

/**
 * What every server that we call vLLM-like must do, down to its words; run against the double, the embedded model and a real vLLM, so that
 * none of them drifts from the others.
 */
export function describeEndpoint(name: string, { open, openWithKey, openEndpoint = createEndpoint, has }: EndpointContract): void {
	describe(`${name} honours the endpoint contract`, () => {
		let server: OpenedServer;
		let endpoint: Endpoint;

		beforeAll(async () => {
			server = await open();
			endpoint = openEndpoint({ baseUrl: server.baseUrl });
		});
		afterAll(async () => {
			await endpoint?.close();
			await server?.stop();
		});

		const question = (overrides: Partial<ChatRequest> = {}): ChatRequest => ({
			model: server.model,
			messages: [{ role: 'user', content: 'Name three colours.' }],
			sampling: { temperature: 0, maxTokens: 12 },
			...overrides,
		});
		const post = async (body: unknown, path = '/chat/completions') =>
			await fetch(server.baseUrl + path, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: typeof body === 'string' ? body : JSON.stringify(body),
			});
		const plainBody = (overrides: Record<string, unknown> = {}) => ({
			model: server.model,
			messages: question().messages,
			temperature: 0,
			max_tokens: 12,
			...overrides,
		});

		describe('answers', () => {
			it('answers with text, finish reason and usage', async () => {
				const answer = await endpoint.chat(question(), patience());
				expect(answer.text).not.toBe('');
				expect(answer).toMatchObject({
					model: server.model,
					attempts: 1,
					usage: { promptTokens: expect.any(Number), completionTokens: expect.any(Number) },
				});
				expect(answer.usage.promptTokens).toBeGreaterThan(3);
			});

			it('streams the same answer as it gives whole', async () => {
				const whole = await endpoint.chat(question(), patience());
				const streamed = await endpoint.chat(question(), patience({ stream: true }));
				expect(streamed.text).toBe(whole.text);
				expect(streamed.finishReason).toBe(whole.finishReason);
				expect(streamed.usage.completionTokens).toBe(whole.usage.completionTokens);
				expect(streamed.timing.firstTokenMs).toBeGreaterThan(0);
			});

			it('stops at Max Tokens and says length', async () => {
				const answer = await endpoint.chat(question({ sampling: { temperature: 0, maxTokens: 3 } }), patience());
				expect(answer).toMatchObject({ finishReason: 'length', usage: { completionTokens: 3 } });
			});

			it('stops before a stop word and says stop', async () => {
				const { text } = await endpoint.chat(question(), patience());
				const word = text.split(/\s+/).find((some) => some !== '' && text.trimStart().indexOf(some) > 0)!;
				const answer = await endpoint.chat(question({ extraBody: { stop: [word] } }), patience());
				expect(answer.finishReason).toBe('stop');
				expect(answer.text).toBe(text.slice(0, text.indexOf(word)));
			});

			it('says the same again for the same seed, and other things for other seeds', async () => {
				const ask = async (seed: number) =>
					(await endpoint.chat(question({ sampling: { temperature: 1, seed, maxTokens: 12 } }), patience())).text;
				expect(await ask(7)).toBe(await ask(7));
				const texts = await Promise.all([1, 2, 3, 4].map(ask));
				expect(new Set(texts).size).toBeGreaterThan(1);
			});

			it('keeps a JSON schema', async () => {
				const jsonSchema = {
					type: 'object',
					properties: { city: { enum: ['Rome', 'Paris'] }, visits: { type: 'integer', minimum: 0, maximum: 9 } },
					required: ['city', 'visits'],
					additionalProperties: false,
				};
				const messages = [
					{ role: 'user' as const, content: 'Anna was in Rome twice. Say so in JSON, as in {"city": "Paris", "visits": 3}.' },
				];
				const { text } = await endpoint.chat(question({ messages, jsonSchema, sampling: { temperature: 0, maxTokens: 300 } }), patience());
				expect(JSON.parse(text)).toEqual({ city: expect.stringMatching(/^(Rome|Paris)$/), visits: expect.any(Number) });
			});

			it.skipIf(!has.regex).each([false, true])('keeps apart what it thinks in its text (streamed: %s)', async (stream) => {
				const regex = '<think>\\n[a-z ]{12,40}\\n</think>\\n\\n(42|36) marbles';
				const thinking = question({ sampling: { temperature: 1, maxTokens: 80 }, extraBody: { structured_outputs: { regex } } });
				const answer = await endpoint.chat(thinking, patience({ stream }));
				expect(answer.text).toMatch(/^(42|36) marbles$/);
				expect(answer.reasoning).toMatch(/^[a-z ]+$/);
			});

			it('ignores a field that it does not know, such as the guided_choice of old', async () => {
				const plain = await endpoint.chat(question(), patience());
				const withUnknown = await endpoint.chat(question({ extraBody: { guided_choice: ['yes', 'no'], no_such_field: 1 } }), patience());
				expect(withUnknown.text).toBe(plain.text);
			});

			it.skipIf(!has.everyField)('says how likely its words were where it is asked, whole and streamed alike', async () => {
				const whole = await endpoint.chat(question({ logProbabilities: true }), patience());
				const streamed = await endpoint.chat(question({ logProbabilities: true }), { ...patience(), stream: true });
				expect(whole.logProbability?.mean).toBeLessThanOrEqual(0);
				expect(whole.logProbability?.mean).toBeCloseTo(streamed.logProbability?.mean ?? 1, 3);
				expect(whole.logProbability?.tokens).toBe(streamed.logProbability?.tokens);
				expect(await endpoint.chat(question(), patience())).not.toHaveProperty('logProbability');
			});

			it('answers five at once', async () => {
				const texts = await Promise.all(
					[1, 2, 3, 4, 5].map(
						async (seed) => (await endpoint.chat(question({ sampling: { temperature: 0.8, seed, maxTokens: 12 } }), patience())).text,
					),
				);
				expect(texts).toHaveLength(5);
				for (const text of texts) expect(text).not.toBe('');
			});
		});

		it.skipIf(!has.everyField)('has the very fields of a reply, in their order', async () => {
			const reply = (await (await post(plainBody())).json()) as Reply;
			expect(Object.keys(reply).join(' ')).toBe(
				'id object created model choices service_tier system_fingerprint usage prompt_logprobs prompt_token_ids prompt_text kv_transfer_params ec_transfer_params metrics',
			);
			expect(Object.keys(reply.choices[0]!).join(' ')).toBe('index message logprobs finish_reason stop_reason token_ids routed_experts');
			expect(Object.keys(reply.choices[0]!.message).join(' ')).toBe('role content refusal annotations audio function_call reasoning');
			expect(Object.keys(reply.usage).join(' ')).toBe(
				'prompt_tokens total_tokens completion_tokens prompt_tokens_details completion_tokens_details',
			);
			expect(reply.usage.prompt_tokens_details).toMatchObject({
				cached_tokens: expect.any(Number),
				created_cache_tokens: expect.any(Number),
			});
		});

		describe('raw stream', () => {
			const readEvents = async (overrides: Record<string, unknown>) => {
				const response = await post(plainBody({ max_tokens: 4, stream: true, ...overrides }));
				expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
				const text = await response.text();
				expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
				const lines = text.trim().split('\n\n').slice(0, -1);
				return lines.map((line) => JSON.parse(line.replace(/^data: /, '')) as Chunk);
			};

			it('sends the role first, then content, the finish reason with the last piece, and usage in a line of its own', async () => {
				const events = await readEvents({ stream_options: { include_usage: true } });
				const [first, ...rest] = events;
				expect(first?.choices[0]).toMatchObject({ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null });
				const usage = rest.pop();
				expect(usage).toMatchObject({
					choices: [],
					usage: { prompt_tokens: expect.any(Number), completion_tokens: 4, total_tokens: expect.any(Number) },
				});
				const reasons = rest.map(({ choices }) => choices[0]?.finish_reason ?? null);
				expect(reasons.slice(0, -1).every((reason) => reason === null)).toBe(true);
				expect(reasons.at(-1)).toBe('length');
				expect(rest.every(({ choices }) => typeof choices[0]?.delta.content === 'string')).toBe(true);
				expect(new Set(events.map(({ id, object, model }) => `${id} ${object} ${model}`))).toEqual(
					new Set([`${first?.id} chat.completion.chunk ${server.model}`]),
				);
			});

			it.skipIf(!has.everyField)('has the very fields of each line, in their order', async () => {
				const events = await readEvents({ stream_options: { include_usage: true } });
				const keys = (value: object | undefined) => Object.keys(value ?? {}).join(' ');
				const shapes = events.map((event) => `${keys(event)} | ${keys(event.choices[0])}`);
				const head = 'id object created model choices';
				const piece = 'index delta logprobs finish_reason';
				expect(shapes).toEqual([
					`${head} prompt_token_ids prompt_text | ${piece}`,
					...Array.from({ length: shapes.length - 3 }, () => `${head} | ${piece} token_ids`),
					`${head} | ${piece} stop_reason token_ids`,
					`${head} usage system_fingerprint | `,
				]);
			});

			it('says nothing of usage when it was not asked', async () => {
				const events = await readEvents({});
				expect(events.some(({ usage }) => usage != null)).toBe(false);
				expect(events.at(-1)?.choices[0]?.finish_reason).toBe('length');
			});
		});

		describe('error bodies', () => {
			const refusal = async (response: Response) => ({ status: response.status, body: await response.json() });
			const error = (status: number, type: string, param: unknown, message: unknown) => ({
				status,
				body: { error: { message, type, param, code: status } },
			});

			it('names the models it has when asked for another', async () => {
				const answer = await refusal(await post(plainBody({ model: 'nope' })));
				expect(answer).toEqual(error(404, 'NotFoundError', 'model', `The model \`nope\` does not exist. Valid aliases: ${server.model}.`));
			});

			it('says how long a prompt may be', async () => {
				const context = (await endpoint.listModels(signal()))[0]!.contextTokens!;
				const answer = await refusal(await post(plainBody({ messages: [{ role: 'user', content: 'word '.repeat(context + 100) }] })));
				const message = `This model's maximum context length is ${context} tokens. However, your prompt contains at least ${context + 1} input tokens, which exceeds this limit even without any output tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=${context + 1})`;
				expect(answer).toEqual(error(400, 'BadRequestError', 'input_tokens', message));
			});

			it('says how long an answer may be', async () => {
				const context = (await endpoint.listModels(signal()))[0]!.contextTokens!;
				const answer = await refusal(await post(plainBody({ max_tokens: 100_000 })));
				const message = `max_tokens=100000 cannot be greater than max_model_len=${context}. Please request fewer output tokens. (parameter=max_tokens, value=100000)`;
				expect(answer).toEqual(error(400, 'BadRequestError', 'max_tokens', message));
			});

			it('refuses a temperature below zero', async () => {
				const message = 'temperature must be non-negative, got -1.0. (parameter=temperature, value=-1.0)';
				expect(await refusal(await post(plainBody({ temperature: -1 })))).toEqual(error(400, 'BadRequestError', 'temperature', message));
			});

			it('refuses no messages, missing messages and broken JSON', async () => {
				const empty = 'Cannot apply chat template to an empty conversation. Provide at least one message.';
				expect(await refusal(await post(plainBody({ messages: [] })))).toEqual(error(400, 'BadRequestError', null, empty));
				const missing =
					"1 validation error:\n  {'type': 'missing', 'loc': 'body.messages', 'msg': 'Field required', 'input': '<dict of 1 items>'}";
				expect(await refusal(await post({ model: server.model }))).toEqual(error(400, 'Bad Request', 'body.messages', missing));
				const broken = await refusal(await post('{"model":'));
				expect(broken).toEqual(
					error(
						400,
						'Bad Request',
						expect.stringMatching(/^body\.\d+$/),
						expect.stringMatching(/^1 validation error:\n {2}\{'type': 'json_invalid', 'loc': 'body\.\d+', 'msg': 'JSON decode error'/),
					),
				);
			});

			it.skipIf(!has.tools).each(['required', 'auto', { type: 'function', function: { name: 'look_up' } }])(
				'refuses a choice of tools (%j) where none are offered, other than none',
				async (choice) => {
					const message = 'When using `tool_choice`, `tools` must be set. (parameter=tool_choice)';
					expect(await refusal(await post(plainBody({ tool_choice: choice })))).toEqual(
						error(400, 'BadRequestError', 'tool_choice', message),
					);
					expect((await post(plainBody({ tool_choice: 'none', max_tokens: 1 }))).status).toBe(200);
				},
			);

			it.skipIf(!has.tools)('refuses to call a tool that is not there, and a choice of tools that is none', async () => {
				const tools = [{ type: 'function', function: { name: 'look_up', parameters: { type: 'object', properties: {} } } }];
				const missing = 'The tool specified in `tool_choice` does not match any of the specified `tools` (parameter=tool_choice)';
				expect(await refusal(await post(plainBody({ tools, tool_choice: { type: 'function', function: { name: 'nope' } } })))).toEqual(
					error(400, 'BadRequestError', 'tool_choice', missing),
				);
				const none =
					'Invalid value for `tool_choice`: sometimes! Only named tools, "none", "auto" or "required" are supported. (parameter=tool_choice)';
				expect(await refusal(await post(plainBody({ tools, tool_choice: 'sometimes' })))).toEqual(
					error(400, 'BadRequestError', 'tool_choice', none),
				);
			});

			it('names the type of a schema that does not exist', async () => {
				const schema = { type: 'object', properties: { answer: { type: 'objekt' } } };
				const answer = await refusal(
					await post(plainBody({ response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } })),
				);
				expect(answer).toEqual(error(400, 'BadRequestError', null, 'Grammar error: Invalid type: objekt'));
			});

			it('answers a path that it does not know as FastAPI does', async () => {
				expect(await refusal(await post({}, '/no-such-path'))).toEqual({ status: 404, body: { detail: 'Not Found' } });
			});

			it.skipIf(openWithKey === undefined)('asks for its key in a shape of its own, with a wrong one and without', async () => {
				const locked = await openWithKey!('the right key');
				try {
					await expectKey(locked.baseUrl, 'the right key');
				} finally {
					await locked.stop();
				}
			});
		});

		describe('around the answers', () => {
			it('lists its model with the length of its context', async () => {
				expect(await endpoint.listModels(signal())).toEqual([{ id: server.model, contextTokens: expect.any(Number) }]);
			});

			it.skipIf(!has.tokenize)('counts the tokens of a chat as its usage does', async () => {
				const { usage } = await endpoint.chat(question(), patience());
				const response = await fetch(new URL('/tokenize', server.baseUrl), {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ model: server.model, messages: question().messages }),
				});
				const [model] = await endpoint.listModels(signal());
				expect(await response.json()).toMatchObject({ count: usage.promptTokens, max_model_len: model!.contextTokens });
			});

			it.skipIf(!has.metrics).each([false, true])('stops writing for a client that goes away (streamed: %s)', async (stream) => {
				const stop = new AbortController();
				const long = question({ sampling: { temperature: 0, maxTokens: 1500 }, extraBody: { ignore_eos: true, min_tokens: 1500 } });
				const before = await readMetric(server.baseUrl, 'generation_tokens_total');
				const gone = expect(endpoint.chat(long, patience({ signal: stop.signal, stream }))).rejects.toThrow('Enough');
				await running(server.baseUrl, 1);
				stop.abort(new Error('Enough'));
				await gone;
				await running(server.baseUrl, 0);
				expect((await readMetric(server.baseUrl, 'generation_tokens_total')) - before).toBeLessThan(1500);
			});

			it('frees a place for the next clone when one goes away', async () => {
				const long = question({ sampling: { temperature: 0, maxTokens: 1500 }, extraBody: { ignore_eos: true } });
				const stop = new AbortController();
				const gone = Array.from(
					{ length: 8 },
					async () => await expect(endpoint.chat(long, patience({ signal: stop.signal, stream: true }))).rejects.toThrow('Enough'),
				);
				setTimeout(() => stop.abort(new Error('Enough')), 300);
				await Promise.all(gone);
				expect(await endpoint.chat(question({ sampling: { temperature: 0, maxTokens: 3 } }), patience())).toMatchObject({ attempts: 1 });
			});

			it.skipIf(!has.closesIdle)('is asked again without a hitch after it closed idle connections', { timeout: 60_000 }, async () => {
				const short = question({ sampling: { temperature: 0, maxTokens: 2 } });
				await endpoint.chat(short, patience());
				for (const idleMs of [4_950, 5_000, 5_050]) {
					await new Promise((resolve) => setTimeout(resolve, idleMs));
					const answer = await endpoint.chat(short, patience());
					expect(answer.text).not.toBe('');
				}
			});
		});
	});
}

interface Reply {
	readonly choices: ReadonlyArray<{ readonly message: object }>;
	readonly usage: { readonly prompt_tokens_details: unknown };
}

interface Chunk {
	readonly id: string;
	readonly object: string;
	readonly model: string;
	readonly choices: ReadonlyArray<{ readonly delta: Readonly<Record<string, unknown>>; readonly finish_reason: string | null }>;
	readonly usage?: unknown;
}

function signal(): AbortSignal {
	return new AbortController().signal;
}

function patience(overrides: Partial<AskOptions> = {}): AskOptions {
	return { signal: signal(), timeoutMs: 120_000, retries: 0, retryBudget: createRetryBudget(0), stream: false, ...overrides };
}

async function readMetric(baseUrl: string, name: string): Promise<number> {
	const metrics = await (await fetch(new URL('/metrics', baseUrl))).text();
	return Number(new RegExp(`^vllm:${name}\\{[^}]*\\} ([\\d.e+]+)$`, 'm').exec(metrics)?.[1]);
}

/** Resolves when the server says that so many requests are running; the test's own timeout is the limit. */
async function running(baseUrl: string, count: number): Promise<void> {
	for (;;) {
		if ((await readMetric(baseUrl, 'num_requests_running')) === count) return;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
