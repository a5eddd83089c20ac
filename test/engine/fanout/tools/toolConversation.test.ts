import { afterEach, describe, expect, it } from 'vitest';
import type { FanOutRequest } from '../../../../nodes/engine/fanout/fanOutRequest';
import type { Tool } from '../../../../nodes/engine/tool';
import { fanOutOn } from '../../../support/fanOutOn';
import { call, toolOutputsIn, toolOf } from '../../../support/toolOf';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../../support/vllmDouble/index.ts';

let double: VllmDouble;
const start = async (settings: VllmDoubleSettings = {}) => (double = await startVllmDouble(settings));
afterEach(async () => await double?.close());

const toolLimits = { mostSteps: 4, timeoutMs: 10_000, mostCharacters: 400 };
const run = async (tools: readonly Tool[], changes: Partial<FanOutRequest> = {}, signal?: AbortSignal) =>
	await fanOutOn(double, { clones: 1, toolLimits, sampling: { maxTokens: 200 }, ...changes }, signal, undefined, tools);

describe('a clone with tools', () => {
	it('calls a tool through function calling, reads its output fenced as data, and answers', async () => {
		await start({
			answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('look_up', { q: 'Paris' })] } : { text: 'Two million.' }),
		});
		const { candidates, receipt } = await run([toolOf('look_up', async ({ q }) => `${String(q)} has two million people.`)]);
		expect(candidates[0]).toMatchObject({
			text: 'Two million.',
			finishReason: 'stop',
			toolUses: [{ step: 1, name: 'look_up', asked: '{"q":"Paris"}', outcome: 'answered', source: 'S1.1', characters: 29 }],
		});
		expect(receipt).toMatchObject({
			requests: 2,
			retries: 0,
			tools: { calls: 1, answered: 1, threw: 0, timedOut: 0, repeated: 0, refused: 0 },
		});
		const [first, second] = double.requests;
		expect(first?.['tools']).toEqual([
			{
				type: 'function',
				function: {
					name: 'look_up',
					description: 'The tool look_up',
					parameters: { type: 'object', properties: { q: { type: 'string' } }, required: ['q'] },
				},
			},
		]);
		const [, asked, told] = second?.messages ?? [];
		expect(asked).toMatchObject({
			role: 'assistant',
			content: null,
			tool_calls: [{ id: expect.any(String), type: 'function', function: { name: 'look_up', arguments: '{"q":"Paris"}' } }],
		});
		expect(told).toEqual({
			role: 'tool',
			tool_call_id: (asked as unknown as { tool_calls: [{ id: string }] }).tool_calls[0].id,
			content: '<output-marker00 source="S1.1" tool="look_up">\nParis has two million people.\n</output-marker00>',
		});
	});

	it.each([
		['as it is', (parameters: object) => parameters],
		['as the items of a node', (parameters: object) => JSON.stringify([parameters])],
		['in another order, without one', ({ q }: { readonly q?: unknown }) => [{ q }]],
	])('stands on no source where a tool gives back the arguments alone, %s', async (_, echo) => {
		await start({
			answer: (body) =>
				toolOutputsIn(body).length === 0 ? { toolCalls: [call('look_up', { q: 'Paris', n: 3 })] } : { text: 'Two million.' },
		});
		const { candidates, receipt } = await run([toolOf('look_up', async (parameters) => echo(parameters))]);
		expect(candidates[0]).toMatchObject({
			withoutSource: true,
			toolUses: [{ outcome: 'answered', trouble: expect.stringContaining('is a file') }],
		});
		expect(candidates[0]?.sources ?? []).toEqual([]);
		expect(toolOutputsIn(double.requests[1] ?? {}).join()).not.toContain('Paris');
		expect(receipt).toMatchObject({ withoutSource: 1, failingTools: [{ name: 'look_up' }] });
	});

	it('stands on a source that says more than the arguments', async () => {
		await start({
			answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('look_up', { q: 'Paris' })] } : { text: 'Two million.' }),
		});
		const { candidates } = await run([toolOf('look_up', async ({ q }) => [{ q, people: 'two million' }])]);
		expect(candidates[0]?.withoutSource).toBeUndefined();
		expect(candidates[0]?.toolUses).toMatchObject([{ source: 'S1.1' }]);
	});

	it('counts a tool as failing that n8n lets tell what was thrown in it', async () => {
		await start({
			answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('code', { q: 'Paris' })] } : { text: 'Two million.' }),
		});
		const { candidates, receipt } = await run([toolOf('code', async () => 'There was an error: "boom [line 3]"')]);
		expect(candidates[0]).toMatchObject({ withoutSource: true, toolUses: [{ outcome: 'threw', trouble: 'boom [line 3]' }] });
		expect(receipt).toMatchObject({ tools: { answered: 0, threw: 1 }, failingTools: [{ name: 'code', calls: 1, why: 'boom [line 3]' }] });
	});

	it('works while its siblings work: their tool calls are under way at the same time, and so are the calls of one step', async () => {
		await start({
			answer: (body) =>
				toolOutputsIn(body).length === 0 ? { toolCalls: [call('wait', { q: 'a' }), call('wait', { q: 'b' })] } : { text: 'Done.' },
		});
		let underWay = 0;
		let release = () => {};
		const allThere = new Promise<void>((resolve) => (release = resolve));
		const { candidates } = await run(
			[
				toolOf('wait', async () => {
					if (++underWay === 10) release();
					await allThere;
					return 'Here.';
				}),
			],
			{ clones: 5 },
		);
		expect(candidates.map(({ toolUses }) => toolUses?.map(({ outcome }) => outcome))).toEqual(Array(5).fill(['answered', 'answered']));
	});

	it('is told what goes wrong with a tool, and nobody else is', async () => {
		const circle: Record<string, unknown> = {};
		circle['self'] = circle;
		const outputs: Record<string, () => unknown> = {
			throws: () => {
				throw new Error('The disk is full.');
			},
			nothing: () => undefined,
			bytes: () => new Uint8Array([1, 2, 3]),
			binary: () => '\u0000\u0001\u0002'.repeat(50),
			circle: () => circle,
			long: () => 'x'.repeat(10_000_000),
			object: () => JSON.stringify([{ title: 'He said "no"', lines: ['one', 'two'], empty: '' }]),
		};
		await start({
			answer: (body) =>
				toolOutputsIn(body).length === 0 ? { toolCalls: Object.keys(outputs).map((name) => call(name, { q: 'x' })) } : { text: 'Done.' },
		});
		const { candidates, receipt } = await run(Object.entries(outputs).map(([name, use]) => toolOf(name, async () => use())));
		const told = toolOutputsIn(double.requests[1] ?? {});
		expect(told[0]).toMatch(
			/^The call failed\. This is what the tool said:\n<output-marker00 tool="\w+">\nThe disk is full\n<\/output-marker00>$/,
		);
		expect(told.slice(1, 5)).toEqual([
			'It gave back nothing.',
			'It gave back 3 bytes that are not text.',
			'It gave back 150 characters that are not text.',
			'It gave back something that cannot be written as text: it is nested more than 24 levels deep, or holds itself.',
		]);
		expect(told[5]).toContain(
			`${'x'.repeat(400)}\n</output-marker00>\nOnly the beginning is shown: 9999600 more characters were left out.`,
		);
		expect(told[6]).toContain('\ntitle: He said "no"\nlines:\n  - one\n  - two\n');
		expect(candidates[0]?.toolUses?.map(({ outcome, trouble }) => [outcome, trouble !== undefined])).toEqual([
			['threw', true],
			['answered', true],
			['answered', true],
			['answered', true],
			['answered', true],
			['answered', false],
			['answered', false],
		]);
		expect(receipt.answered).toBe(1);
		expect(receipt).not.toHaveProperty('notes');
	});

	it.each([
		['a status', '429 Too Many Requests', '429 Too Many Requests', true],
		['a limit', 'Rate limit exceeded. Slow down, or pay for more.', 'Rate limit exceeded', true],
		[
			'an error page',
			'<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1><hr>nginx</body></html>',
			'502 Bad Gateway',
			true,
		],
		['words that nothing was found', '没有找到相关结果。', '没有找到相关结果', false],
	])('stands on no source where all that a tool gave is %s, and can post none of it', async (_, output, quote, isTrouble) => {
		const steps = [
			{ toolCalls: [call('look_up', { q: 'Paris' })] },
			{ toolCalls: [call('post_finding', { claim: 'Something is wrong', quote, source: 'S1.1' })] },
		];
		await start({ answer: (body) => steps[toolOutputsIn(body).length] ?? { text: 'Two million.' } });
		const { candidates, receipt } = await run([toolOf('look_up', async () => output)], { sharing: { rounds: 2, digestTokens: 2000 } });
		expect(toolOutputsIn(double.requests[2] ?? {})).toEqual([
			expect.stringContaining(quote),
			'Not taken. The quote says only that there is nothing: post what was found.',
		]);
		expect(candidates[0]).toMatchObject({ text: 'Two million.', withoutSource: true, findings: [] });
		expect(candidates[0]?.toolUses?.[0]).toMatchObject({ name: 'look_up', outcome: 'answered', hasFoundNothing: true });
		expect(candidates[0]?.toolUses?.[0]?.trouble).toBe(isTrouble ? `It gave back an error: ${quote}` : undefined);
		expect(receipt.rounds).toEqual([expect.objectContaining({ newFindings: 0, refused: 1 })]);
	});

	it('is shown no bytes of what a tool gave, only what they were and how many', async () => {
		const picture = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7919) % 251)).toString('base64');
		await start({
			answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('look_up', { q: 'Paris' })] } : { text: 'Done.' }),
		});
		await run([toolOf('look_up', async () => JSON.stringify({ name: 'Paris', raw: '\u0000\u0001\ufffd'.repeat(9), picture }))]);
		expect(toolOutputsIn(double.requests[1] ?? {})).toEqual([
			'<output-marker00 source="S1.1" tool="look_up">\nname: Paris\nraw: (27 characters that are not text)\npicture: (400 characters of encoded data)\n</output-marker00>',
		]);
	});

	it.each<[string, () => unknown, string]>([
		[
			'throws an error whose message is an object',
			() => Promise.reject(Object.assign(new Error(), { message: { code: 7 } })),
			'{"code":7}',
		],
		['throws an object without a prototype', () => Promise.reject(Object.create(null)), '{}'],
		['throws a text', () => Promise.reject('The disk is full.'), 'The disk is full'],
		['throws nothing', () => Promise.reject(undefined), 'It broke off without a word'],
		['throws what cannot be written', () => Promise.reject({ message: 1n, toString: null }), '1'],
		[
			'gives back what throws nothing when it is read',
			() => ({
				get words() {
					throw null;
				},
			}),
			'cannot be written as text: nothing is said of why.',
		],
		[
			'gives back what throws when it is read',
			() => ({
				get words() {
					throw new Error('Gone.');
				},
			}),
			'cannot be written as text: Gone.',
		],
		['gives back a symbol', () => Symbol('x'), 'Symbol(x)'],
	])('is told of a tool that %s', async (_, use, says) => {
		await start({ answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('odd', { q: 'x' })] } : 'Done.') });
		const { candidates } = await run([toolOf('odd', async () => await use())]);
		expect(candidates[0]?.text).toBe('Done.');
		expect(toolOutputsIn(double.requests[1] ?? {})[0]).toContain(says);
	});

	it('goes on without a tool that hangs, and aborts it', async () => {
		let aborted = false;
		await start({
			answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('hang', { q: 'x' })] } : { text: 'Without it.' }),
		});
		const hang = toolOf('hang', async (_, signal) => await new Promise(() => signal.addEventListener('abort', () => (aborted = true))));
		const { candidates } = await run([hang], { toolLimits: { ...toolLimits, timeoutMs: 30 } });
		expect(candidates[0]).toMatchObject({
			text: 'Without it.',
			toolUses: [{ outcome: 'timedOut', trouble: 'It gave no answer within 0.03 s' }],
		});
		expect(aborted).toBe(true);
	});

	it('is asked again about calls that are none, and then answers without tools', async () => {
		await start({
			answer: (body) => {
				if (body['tools'] === undefined) return { text: 'By heart.' };
				return {
					toolCalls:
						toolOutputsIn(body).length === 0
							? [call('nope', { q: 'x' }), call('look_up', '{"q": '), call('look_up', { q: 7 })]
							: [call('look_up', 'Paris')],
				};
			},
		});
		const { candidates, receipt } = await run([toolOf('look_up', async () => 'Never asked.')]);
		expect(toolOutputsIn(double.requests[1] ?? {})).toEqual([
			'There is no tool "nope". There is look_up.',
			'The arguments are not a JSON object.',
			'The arguments do not fit: q must be string.',
		]);
		const second = double.requests[1]?.messages?.[1] as unknown as { tool_calls: Array<{ function: { arguments: string } }> };
		expect(second.tool_calls.map(({ function: { arguments: words } }) => words)).toEqual(['{"q":"x"}', '{}', '{"q":7}']);
		expect(candidates[0]).toMatchObject({ text: 'By heart.' });
		expect(receipt.tools).toMatchObject({ calls: 4, refused: 4, answered: 0 });
		expect(double.requests).toHaveLength(3);
	});

	it.each([
		['Hermes tags', '<tool_call>\n{"name": "look_up", "arguments": {"q": "x"}}\n</tool_call>'],
		['bare JSON', '{"name": "look_up", "parameters": {"q": "x"}}'],
		['a fenced list', '```json\n[{"function": {"name": "look_up", "arguments": {"q": "x"}}}]\n```'],
		['behind its thinking', '<think>I may call look_up.</think>\n[look_up(q="x")]'],
	])('that writes its calls as text (%s) is taken at its word', async (_, written) => {
		await start({ answer: (body) => (body.messages?.at(-1)?.role === 'tool' ? { text: 'Found.' } : { text: written }) });
		const { candidates } = await run([toolOf('look_up', async () => 'A page.')]);
		expect(candidates[0]).toMatchObject({ text: 'Found.', toolUses: [{ name: 'look_up', asked: '{"q":"x"}', outcome: 'answered' }] });
		expect(double.requests[1]?.messages?.at(-2)).toMatchObject({
			role: 'assistant',
			tool_calls: [{ function: { name: 'look_up', arguments: '{"q":"x"}' } }],
		});
	});

	it('that writes its calls in a way that cannot be read is asked once more, and then answers without tools', async () => {
		await start({
			answer: (body) => (body['tools'] === undefined ? { text: 'By heart.' } : { text: '<tool_call>\n{"name": "look_up", "argum' }),
		});
		const { candidates } = await run([toolOf('look_up', async () => 'Never asked.')]);
		expect(candidates[0]).toMatchObject({ text: 'By heart.', toolUses: [] });
		expect(double.requests.map(({ tools }) => tools !== undefined)).toEqual([true, true, false]);
		expect(String(double.requests[1]?.messages?.at(-1)?.content)).toMatch(/tool call written as text/);
	});

	it('gets back with its calls what it thought before them', async () => {
		await start({
			answer: (body) =>
				body.messages?.at(-1)?.role === 'tool'
					? { text: 'Found.' }
					: { reasoning: 'I need the page.', toolCalls: [{ name: 'look_up', arguments: '{"q":"x"}' }] },
		});
		await run([toolOf('look_up', async () => 'A page.')]);
		expect(double.requests[1]?.messages?.at(-2)).toMatchObject({
			role: 'assistant',
			reasoning: 'I need the page.',
			tool_calls: [{ function: { name: 'look_up' } }],
		});
	});

	it('may answer with JSON that is no call', async () => {
		await start({ answer: () => '{"name": "Ada", "age": 36}' });
		const { candidates } = await run([toolOf('look_up', async () => 'x')]);
		expect(candidates[0]?.text).toBe('{"name": "Ada", "age": 36}');
		expect(double.requests).toHaveLength(1);
	});

	it('that writes nothing but calls is missing, and the receipt says how to start the server', async () => {
		await start({ answer: () => '<tool_call>{"name": "look_up", "arguments": {"q": "x"}}</tool_call>' });
		await expect(run([toolOf('look_up', async () => 'x')])).rejects.toMatchObject({
			message: expect.stringMatching(/went on writing tool calls where an answer was asked for/),
			advice: expect.stringMatching(/--tool-call-parser/),
		});
	});

	it('must answer when its steps are used up', async () => {
		await start({
			answer: (body) =>
				body['tools'] === undefined ? { text: 'Enough.' } : { toolCalls: [call('look_up', { q: String(toolOutputsIn(body).length) })] },
		});
		const { candidates } = await run([toolOf('look_up', async ({ q }) => `More about ${String(q)}.`)]);
		expect(candidates[0]).toMatchObject({ text: 'Enough.', toolUses: [{ step: 1 }, { step: 2 }, { step: 3 }, { step: 4 }] });
		expect(String(double.requests.at(-1)?.messages?.at(-1)?.content)).toMatch(/All 4 steps with tools are used/);
	});

	it('does not make the same call again that was answered', async () => {
		let calls = 0;
		await start({
			answer: (body) =>
				toolOutputsIn(body).length < 2
					? { toolCalls: [call('look_up', toolOutputsIn(body).length === 0 ? '{"q":"x"}' : '{ "q" : "x" }')] }
					: { text: 'Done.' },
		});
		const { candidates } = await run([toolOf('look_up', async () => `Call ${++calls}.`)]);
		expect(calls).toBe(1);
		expect(candidates[0]?.toolUses?.map(({ outcome }) => outcome)).toEqual(['answered', 'repeated']);
	});

	it('gives up its oldest outputs where the prompt grows beyond the context', async () => {
		await start({
			maxModelLen: 700,
			answer: (body) =>
				toolOutputsIn(body).length < 3 ? { toolCalls: [call('look_up', { q: String(toolOutputsIn(body).length) })] } : { text: 'Done.' },
		});
		const { candidates } = await run([toolOf('look_up', async () => 'word '.repeat(200))], {
			toolLimits: { ...toolLimits, mostCharacters: 1000 },
		});
		expect(candidates[0]?.text).toBe('Done.');
		expect(
			toolOutputsIn(double.requests.at(-1) ?? {}).filter((told) => told === 'This output was left out to make room.').length,
		).toBeGreaterThan(0);
	});

	it('may make a call again whose output had to make room', async () => {
		const asked = ['one', 'two', 'one'];
		await start({
			maxModelLen: 700,
			answer: (body) =>
				toolOutputsIn(body).length < asked.length
					? { toolCalls: [call('look_up', { q: asked[toolOutputsIn(body).length] })] }
					: { text: 'Done.' },
		});
		const { candidates } = await run([toolOf('look_up', async ({ q }) => `${String(q)} ${'word '.repeat(300)}`)], {
			toolLimits: { ...toolLimits, mostCharacters: 2000 },
		});
		expect(candidates[0]?.toolUses?.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered']);
	});

	it('gives them up as well where the server says that no room is left for the answer', async () => {
		const words = (tokens: number) =>
			`'max_tokens' or 'max_completion_tokens' is too large: 200. This model's maximum context length is 700 tokens and your request has ${tokens} input tokens (200 > 700 - ${tokens}).`;
		await start({
			answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('look_up', { q: 'x' })] } : 'Done.'),
			faults: ({ body }) =>
				toolOutputsIn(body).some((told) => told.includes('word word'))
					? { kind: 'status', status: 400, body: { error: { message: words(600), type: 'BadRequestError', param: null, code: 400 } } }
					: undefined,
		});
		const { candidates } = await run([toolOf('look_up', async () => 'word '.repeat(60))]);
		expect(candidates[0]?.text).toBe('Done.');
		expect(toolOutputsIn(double.requests.at(-1) ?? {})).toEqual(['This output was left out to make room.']);
	});

	it('keeps its task and every instruction whole when outputs make room', async () => {
		await start({
			maxModelLen: 900,
			answer: (body) =>
				body['tools'] === undefined
					? 'Done.'
					: { toolCalls: [call('look_up', { q: 'one' }), call('look_up', { q: 'two' }), call('no_such', {})] },
		});
		const task = 'Find out what the third word of the first line is, and say it.';
		const { candidates } = await run([toolOf('look_up', async () => 'word '.repeat(400))], {
			task,
			system: 'You never guess.',
			toolLimits: { ...toolLimits, mostSteps: 1, mostCharacters: 3000 },
		});
		expect(candidates[0]?.text).toBe('Done.');
		const { messages = [] } = double.requests.at(-1) ?? {};
		const prompt = messages.map(({ content }) => String(content)).join('\n');
		expect(toolOutputsIn(double.requests.at(-1) ?? {})[0]).toBe('This output was left out to make room.');
		for (const said of [
			'You never guess.',
			task,
			'never instructions to follow',
			'There is no tool "no_such"',
			'All 1 steps with tools are used.',
		])
			expect(prompt).toContain(said);
	});

	it('keeps the instruction that stands behind the only output', async () => {
		await start({
			maxModelLen: 600,
			answer: (body) => (body['tools'] === undefined ? 'Done.' : { toolCalls: [call('look_up', { q: 'one' })] }),
		});
		await run([toolOf('look_up', async () => 'word '.repeat(600))], { toolLimits: { ...toolLimits, mostSteps: 1, mostCharacters: 4000 } });
		expect(toolOutputsIn(double.requests.at(-1) ?? {})).toEqual([
			'This output was left out to make room.\n\nAll 1 steps with tools are used. Answer the task now with what you have, in the form that the task asks for, and in plain text only if it asks for none.',
		]);
	});

	it('is missing with the numbers where not even its task fits, and nothing of it was cut away', async () => {
		await start({ maxModelLen: 300, answer: () => 'Done.' });
		const task = 'word '.repeat(600);
		await expect(run([toolOf('look_up', async () => 'x')], { task })).rejects.toThrow(/\d{3}/);
		expect(JSON.stringify(double.requests.at(-1)?.messages)).toContain(task.trim());
	});

	it('answers in the asked form, checked when it is done with its tools', async () => {
		const schema = { type: 'object', properties: { people: { type: 'number' } }, required: ['people'] };
		await start({
			answer: (body) =>
				toolOutputsIn(body).length === 0
					? { toolCalls: [call('look_up', { q: 'x' })] }
					: body['tools'] === undefined
						? '{"people": 2}'
						: 'Two.',
		});
		const { candidates } = await run([toolOf('look_up', async () => 'Two.')], { answerFormat: { kind: 'json', schema } });
		expect(candidates[0]).toMatchObject({ data: { people: 2 } });
		expect(double.requests.map((body) => [body['tools'] !== undefined, body['response_format'] !== undefined])).toEqual([
			[true, false],
			[true, false],
			[false, true],
		]);
	});

	it.each(['required', { type: 'function', function: { name: 'look_up' } }])(
		'that must call a tool in every step, by Extra Body (%j), still answers when its steps are used up',
		async (choice) => {
			await start({
				answer: (body) =>
					body['tools'] === undefined
						? { text: 'Two million.' }
						: { toolCalls: [call('look_up', { q: `step ${toolOutputsIn(body).length + 1}` })] },
			});
			const { candidates } = await run([toolOf('look_up', async ({ q }) => `Output of ${String(q)}`)], {
				extraBody: { tool_choice: choice },
				toolLimits: { ...toolLimits, mostSteps: 2 },
			});
			expect(candidates[0]).toMatchObject({ text: 'Two million.', toolUses: [{ outcome: 'answered' }, { outcome: 'answered' }] });
			expect(double.requests.map((body) => [body['tools'] !== undefined, body['tool_choice']])).toEqual([
				[true, choice],
				[true, choice],
				[false, undefined],
			]);
		},
	);

	it('says so where the model takes no tools', async () => {
		await start({
			faults: () => ({
				kind: 'status',
				status: 400,
				body: {
					error: {
						message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
						type: 'BadRequestError',
						param: null,
						code: 400,
					},
				},
			}),
		});
		await expect(run([toolOf('look_up', async () => 'x')])).rejects.toMatchObject({
			message: expect.stringMatching(/takes no tools/),
			advice: expect.stringMatching(/--enable-auto-tool-choice/),
		});
	});

	it('ends at its timeout while a tool works, with what it did', async () => {
		await start({ answer: (body) => (body['seed'] === 1 ? { toolCalls: [call('hang', { q: 'x' })] } : { text: 'Done.' }) });
		const { receipt } = await run([toolOf('hang', async () => await new Promise(() => {}))], {
			clones: 2,
			sampling: { seed: 1, maxTokens: 50 },
			cloneTimeoutMs: 200,
		});
		expect(receipt.missing).toEqual([
			expect.objectContaining({
				clone: 1,
				reason: expect.stringMatching(/^The clone's time of 0.2 s ran out while it was working with tools/),
				advice: expect.stringMatching(/Clone Timeout/),
			}),
		]);
	});

	it('ends at once when the run is stopped, whatever its tool does, and nothing stays in flight', async () => {
		await start({ answer: () => ({ toolCalls: [call('hang', { q: 'x' })] }) });
		const stop = new AbortController();
		let begun = 0;
		const running = run(
			[
				toolOf('hang', async () => {
					if (++begun === 3) stop.abort(new Error('Stop was pressed'));
					return await new Promise(() => {});
				}),
			],
			{ clones: 3 },
			stop.signal,
		);
		await expect(running).rejects.toThrow('Stop was pressed');
		expect(double.counters.inFlight).toBe(0);
	});
});
