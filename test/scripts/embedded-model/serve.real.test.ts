import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedModel } from '../../../scripts/embedded-model/startEmbeddedModel.mts';
import type { RunningModelServer } from '../../../scripts/embedded-model/startEmbeddedModel.mts';

const apiKey = 'open sesame';
let server: RunningModelServer;

beforeAll(async () => {
	server = await startEmbeddedModel({ model: 'tiny', apiKey });
});

afterAll(async () => {
	await server.stop();
});

interface Answer {
	readonly choices: ReadonlyArray<{
		readonly message: { readonly content: string };
		readonly finish_reason: string;
		readonly stop_reason: string | null;
	}>;
	readonly usage: {
		readonly prompt_tokens: number;
		readonly completion_tokens: number;
		readonly total_tokens: number;
		readonly prompt_tokens_details: { readonly cached_tokens: number };
	};
}

const hello = [{ role: 'user', content: 'Tell me about the sea.' }];

async function post(body: object, signal?: AbortSignal): Promise<Response> {
	return await fetch(`${server.baseUrl}/chat/completions`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
		body: JSON.stringify({ model: server.model, messages: hello, ...body }),
		...(signal && { signal }),
	});
}

async function ask(body: object): Promise<Answer> {
	return (await (await post(body)).json()) as Answer;
}

async function textOf(body: object): Promise<string | undefined> {
	return (await ask(body)).choices[0]?.message.content;
}

async function inFlight(): Promise<{ running: number; waiting: number }> {
	const metrics = await (await fetch(server.baseUrl.replace('/v1', '/metrics'))).text();
	const read = (name: string) => Number(new RegExp(`${name} (\\S+)`).exec(metrics)?.[1]);
	return { running: read('vllm:num_requests_running'), waiting: read('vllm:num_requests_waiting') };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
	for (let look = 0; look < 500; look++) {
		if (await isSo()) return;
		await sleep(20);
	}
	throw new Error('It did not come to that within ten seconds');
}

describe('the embedded model', () => {
	it('counts the tokens of a prompt as it charges for them', async () => {
		const response = await fetch(server.baseUrl.replace('/v1', '/tokenize'), {
			method: 'POST',
			body: JSON.stringify({ model: server.model, messages: hello }),
		});
		const { count, max_model_len } = (await response.json()) as { count: number; max_model_len: number };
		const { usage, choices } = await ask({ max_tokens: 5, ignore_eos: true });
		expect(usage).toMatchObject({ prompt_tokens: count, completion_tokens: 5, total_tokens: count + 5 });
		expect(choices[0]?.finish_reason).toBe('length');
		expect(max_model_len).toBe(4096);
	});

	it('gives the same text for the same seed, whatever it answered in between', async () => {
		const asked = { max_tokens: 24, temperature: 0.9, seed: 7 };
		const first = await textOf(asked);
		await textOf({ ...asked, messages: [{ role: 'user', content: 'My secret is 4711. Repeat it.' }] });
		expect(await textOf(asked)).toBe(first);
		const others = await Promise.all([8, 9, 10].map(async (seed) => await textOf({ ...asked, seed })));
		expect(new Set([first, ...others]).size).toBeGreaterThan(1);
	});

	it('reads what five clones share once, and gives each the text that it would give alone', async () => {
		const task = `Tell me about ${'the sea and the wind, '.repeat(12)}and how they meet.`;
		const asked = (clone: number) => ({
			max_tokens: 12,
			temperature: 0,
			messages: [{ role: 'user', content: `${task}\n\nThis is approach ${clone}.` }],
		});
		const clones = [1, 2, 3, 4, 5];
		const together = await Promise.all(clones.map(async (clone) => await ask(asked(clone))));
		const cached = together.map(({ usage }) => usage.prompt_tokens_details.cached_tokens).sort((left, right) => left - right);
		expect(cached[1]).toBeGreaterThan(60);
		for (const { usage } of together) expect(usage.prompt_tokens_details.cached_tokens).toBeLessThan(usage.prompt_tokens);
		const alone: Answer[] = [];
		for (const clone of clones) alone.push(await ask(asked(clone)));
		expect(alone.map(({ choices }) => choices[0]?.message.content)).toEqual(together.map(({ choices }) => choices[0]?.message.content));
	});

	it('answers differently when asked at once without a seed', async () => {
		const asked = { max_tokens: 24, temperature: 1 };
		const texts = await Promise.all([1, 2, 3].map(async () => await textOf(asked)));
		expect(new Set(texts).size).toBe(3);
	});

	it('ends before a stop string and says which', async () => {
		const answer = await ask({ max_tokens: 60, temperature: 0, stop: ['e'] });
		expect(answer.choices[0]).toMatchObject({ finish_reason: 'stop', stop_reason: 'e' });
		expect(answer.choices[0]?.message.content).not.toContain('e');
	});

	it('keeps to a JSON schema', async () => {
		const schema = {
			type: 'object',
			properties: { colour: { enum: ['red', 'green'] }, count: { type: 'integer' } },
			required: ['colour', 'count'],
		};
		const text = await textOf({
			max_tokens: 60,
			seed: 3,
			response_format: { type: 'json_schema', json_schema: { name: 'pick', schema } },
		});
		const picked = JSON.parse(text ?? '') as { colour: string; count: number };
		expect(['red', 'green']).toContain(picked.colour);
		expect(Number.isInteger(picked.count)).toBe(true);
		expect(text).toBe(text?.trim());
	});

	it('streams in chunks of the order that vLLM sends, adding up to the whole answer', async () => {
		const asked = { max_tokens: 8, temperature: 0, ignore_eos: true };
		const response = await post({ ...asked, stream: true, stream_options: { include_usage: true } });
		expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
		const events = (await response.text()).split('\n\n').filter((event) => event !== '');
		expect(events.pop()).toBe('data: [DONE]');
		const chunks = events.map((event) => JSON.parse(event.slice('data: '.length)) as StreamChunk);
		expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' });
		expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 8 } });
		const reasons = chunks.slice(0, -1).map((chunk) => chunk.choices[0]?.finish_reason);
		expect(reasons.pop()).toBe('length');
		expect(new Set(reasons)).toEqual(new Set([null]));
		const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
		expect(text).toBe(await textOf(asked));
	});

	it('runs five requests at once and answers those that wait, too', async () => {
		const asked = { max_tokens: 30, ignore_eos: true };
		const answers = Array.from({ length: 7 }, async () => await ask(asked));
		await until(async () => {
			const { running, waiting } = await inFlight();
			return running === 5 && waiting === 2;
		});
		for (const { usage } of await Promise.all(answers)) expect(usage.completion_tokens).toBe(30);
		expect(await inFlight()).toEqual({ running: 0, waiting: 0 });
	});

	it('answers who comes while others write, without waiting for their end', async () => {
		const gone = new AbortController();
		const writing = [1, 2].map(async (seed) => await (await post({ max_tokens: 3000, ignore_eos: true, seed }, gone.signal)).text());
		const ended = Promise.allSettled(writing);
		await until(async () => (await inFlight()).running === 2);
		for (const subject of ['the sea and its waves', 'the sea and its winds', 'the moon']) {
			const messages = [{ role: 'user', content: `${'Once more, and slowly, word by word: '.repeat(4)}what is ${subject}?` }];
			expect((await ask({ max_tokens: 3, ignore_eos: true, messages })).usage.completion_tokens).toBe(3);
		}
		expect((await inFlight()).running).toBe(2);
		gone.abort();
		await ended;
	});

	it.each([true, false])('frees the slot when the client goes, streaming %s', async (stream) => {
		const aborter = new AbortController();
		const asked = { max_tokens: 3000, ignore_eos: true, stream };
		const posted = Array.from({ length: 6 }, async () => await (await post(asked, aborter.signal)).text());
		const ended = Promise.allSettled(posted);
		await until(async () => (await inFlight()).waiting === 1);
		aborter.abort();
		await ended;
		await until(async () => {
			const { running, waiting } = await inFlight();
			return running === 0 && waiting === 0;
		});
		expect((await ask({ max_tokens: 2 })).choices).toHaveLength(1);
	});

	it('says how long a prompt may be', async () => {
		const response = await post({ messages: [{ role: 'user', content: 'word '.repeat(5000) }] });
		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({
			error: {
				message: expect.stringMatching(/maximum context length is 4096 tokens.*at least 4097 input tokens/) as string,
				param: 'input_tokens',
			},
		});
	});

	it('asks for its key under /v1 only', async () => {
		const models = await fetch(`${server.baseUrl}/models`);
		expect([models.status, await models.json()]).toEqual([401, { error: 'Unauthorized' }]);
		expect((await fetch(server.baseUrl.replace('/v1', '/health'))).status).toBe(200);
	});

	it('answers paths and methods that it does not have as vLLM does', async () => {
		const authorized = { headers: { authorization: `Bearer ${apiKey}` } };
		const path = await fetch(`${server.baseUrl}/embeddings`, authorized);
		expect([path.status, await path.json()]).toEqual([404, { detail: 'Not Found' }]);
		const method = await fetch(`${server.baseUrl}/chat/completions`, authorized);
		expect([method.status, await method.json()]).toEqual([405, { detail: 'Method Not Allowed' }]);
	});
});

interface StreamChunk {
	readonly choices: ReadonlyArray<{ readonly delta: { readonly content?: string }; readonly finish_reason: string | null }>;
}
