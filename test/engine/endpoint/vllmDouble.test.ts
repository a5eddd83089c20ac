import { expect, it, onTestFinished } from 'vitest';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

async function open(settings: VllmDoubleSettings = {}): Promise<VllmDouble> {
	const double = await startVllmDouble(settings);
	onTestFinished(async () => await double.close());
	return double;
}

async function post(double: VllmDouble, body: Record<string, unknown> = {}): Promise<Response> {
	const messages = [{ role: 'user', content: 'Hello there' }];
	return await fetch(`${double.baseUrl}/chat/completions`, {
		method: 'POST',
		body: JSON.stringify({ model: double.model, messages, ...body }),
	});
}

it('gives every running sequence one token a step, and lets the next one in when a place is free', async () => {
	const double = await open({ stepMs: 'manual', maxNumSeqs: 2, answer: (_, index) => (index === 0 ? 'one' : 'one two three') });
	const first = post(double);
	await double.until(() => double.waiting === 1);
	const others = [post(double), post(double)];
	await double.until(() => double.waiting === 3);
	double.step();
	expect([double.running, double.waiting]).toEqual([2, 1]);
	double.step();
	expect([double.running, double.waiting]).toEqual([1, 1]);
	await first;
	double.step();
	expect([double.running, double.waiting]).toEqual([2, 0]);
	double.step(4);
	for (const response of await Promise.all(others))
		expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'one two three' } }], usage: { completion_tokens: 4 } });
	expect(double.counters).toMatchObject({ received: 3, completed: 3, peakInFlight: 3, inFlight: 0 });
});

it('turns away with 503 what its queue has no room for', async () => {
	const double = await open({ stepMs: 'manual', maxQueued: 2 });
	const taken = [post(double), post(double)];
	await double.until(() => double.waiting === 2);
	expect((await post(double)).status).toBe(503);
	double.step(60);
	for (const response of await Promise.all(taken)) expect(response.status).toBe(200);
});

it('counts whole blocks of a prompt that it has seen, never its last token', async () => {
	const double = await open({ blockSize: 4 });
	const cached = async (content: string) => {
		const { usage } = (await (await post(double, { messages: [{ role: 'user', content }] })).json()) as {
			usage: { prompt_tokens: number; prompt_tokens_details: { cached_tokens: number } };
		};
		return [usage.prompt_tokens, usage.prompt_tokens_details.cached_tokens] as const;
	};
	const shared = 'The task is the same for all of them, word for word. ';
	const [, none] = await cached(`${shared}Be bold.`);
	expect(none).toBe(0);
	const [length, some] = await cached(`${shared}Be careful.`);
	expect(some).toBeGreaterThan(12);
	expect(some % 4).toBe(0);
	const [, again] = await cached(`${shared}Be careful.`);
	expect(again).toBe(Math.floor((length - 1) / 4) * 4);
	const metrics = await (await fetch(new URL('/metrics', double.baseUrl))).text();
	expect(metrics).toContain(`vllm:prefix_cache_hits_total{engine="0",model_name="double-1b"} ${some + again}.0`);
});

it('answers n times in one request, as five requests with seeds in a row would', async () => {
	const double = await open();
	const together = (await (await post(double, { n: 3, seed: 40, temperature: 1 })).json()) as {
		choices: Array<{ index: number; message: { content: string } }>;
	};
	const apart = await Promise.all(
		[40, 41, 42].map(async (seed) => (await (await post(double, { seed, temperature: 1 })).json()) as typeof together),
	);
	expect(together.choices.map(({ message }) => message.content)).toEqual(apart.map(({ choices }) => choices[0]?.message.content));
	expect(together.choices.map(({ index }) => index)).toEqual([0, 1, 2]);
});

it('writes words of its own for each request without a seed, and the same ones at temperature 0', async () => {
	const double = await open();
	const say = async (body: Record<string, unknown>) =>
		((await (await post(double, body)).json()) as { choices: [{ message: { content: string } }] }).choices[0].message.content;
	expect(await say({ temperature: 1 })).not.toBe(await say({ temperature: 1 }));
	expect(await say({ temperature: 0 })).toBe(await say({ temperature: 0, seed: 5 }));
});

it('keeps schemas with nesting, enums, references and choices', async () => {
	const double = await open();
	const schema = {
		type: 'object',
		$defs: { colour: { enum: ['red', 'green'] } },
		properties: {
			tags: { type: 'array', items: { $ref: '#/$defs/colour' }, minItems: 2 },
			size: { anyOf: [{ type: 'integer', minimum: 3 }, { type: 'null' }] },
			ok: { type: 'boolean' },
		},
		required: ['tags', 'size', 'ok'],
	};
	const { choices } = (await (
		await post(double, { response_format: { type: 'json_schema', json_schema: { name: 'a', schema } } })
	).json()) as { choices: [{ message: { content: string } }] };
	const value = JSON.parse(choices[0].message.content) as { tags: string[]; size: number; ok: boolean };
	expect(value.tags).toHaveLength(2);
	expect(['red', 'green']).toEqual(expect.arrayContaining(value.tags));
	expect(value.size).toBeGreaterThanOrEqual(3);
	expect(typeof value.ok).toBe('boolean');
});

it('picks one of structured_outputs.choice', async () => {
	const double = await open();
	const { choices } = (await (await post(double, { structured_outputs: { choice: ['yes', 'no'] } })).json()) as {
		choices: [{ message: { content: string } }];
	};
	expect(['yes', 'no']).toContain(choices[0].message.content);
});

it('closes idle connections when told, without naming a time in a header', async () => {
	const double = await open({ keepAliveMs: 30 });
	const response = await post(double);
	await response.text();
	expect(response.headers.get('keep-alive')).toBeNull();
	await double.until(() => double.counters.connectionsOpen === 0);
	expect(double.counters.connectionsOpened).toBe(1);
});
