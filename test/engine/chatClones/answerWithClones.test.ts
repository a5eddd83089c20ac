import { afterEach, describe, expect, it } from 'vitest';
import { call, toolOutputsIn } from '../../support/toolOf';
import { startVllmDouble, type ScriptedAnswer, type VllmDouble } from '../../support/vllmDouble/index.ts';
import { openPool } from '../endpoint/pool/openPool';
import { chatClonesOn } from './chatClonesOn';

let double: VllmDouble;
afterEach(async () => await double?.close());

type Answer = string | ScriptedAnswer;

/** What each clone says, in clone order. */
const script = async (...answers: readonly Answer[]) =>
	(double = await startVllmDouble({ maxModelLen: 16_000, answer: (body) => answers[(body.seed ?? 1) - 1] ?? '' }));
const calls = (...made: ReadonlyArray<ReturnType<typeof call>>): ScriptedAnswer => ({ toolCalls: made });

describe('clones that answer one call of a chat model', () => {
	it('share several servers, and the receipt counts the answers of each', async () => {
		const { doubles, pool } = await openPool([{ answer: () => 'Well.' }, { answer: () => 'Well.' }]);
		const { receipt } = await chatClonesOn(doubles[0]!, { clones: 4 }, undefined, pool);
		expect(receipt.servers).toEqual(expect.arrayContaining(doubles.map(({ baseUrl }) => ({ server: baseUrl, answered: 2 }))));
	});

	it('are asked the same, byte by byte, and differ by seed and temperature', async () => {
		await script('a', 'a', 'a', 'a', 'a');
		await chatClonesOn(double);
		const [first, ...others] = double.requests.toSorted((left, right) => (left.seed ?? 0) - (right.seed ?? 0));
		for (const { messages, tools } of others) expect([messages, tools]).toEqual([first?.messages, first?.['tools']]);
		expect([first, ...others].map((body) => [body?.seed, body?.temperature])).toEqual([
			[1, 0.4],
			[2, 0.55],
			[3, 0.7],
			[4, 0.85],
			[5, 1],
		]);
	});

	it('call the tool that most of them call, whatever the order of the arguments and the spelling of numbers', async () => {
		await script(
			'No tool is needed.',
			calls(call('add', '{"b": 2, "a": 1.0}')),
			calls(call('add', { a: 9, b: 9 })),
			calls(call('add', '{"a":1,"b":2e0}')),
			calls(call('add', { a: 1, b: 2 })),
		);
		const { toolCalls, finishReason, receipt } = await chatClonesOn(double);
		expect(toolCalls).toMatchObject([{ name: 'add', arguments: '{"b": 2, "a": 1.0}' }]);
		expect(finishReason).toBe('tool_calls');
		expect(receipt).toMatchObject({
			clones: 5,
			answered: 5,
			picked: {
				clone: 2,
				by: 'tool calls',
				agreement: { same: 3, of: 5 },
				reason: '4 of 5 called a tool, 3 of them add with equal arguments',
			},
		});
	});

	it('call several tools where most call the same ones, in whatever order', async () => {
		const [look, add] = [call('look', { q: 'x' }), call('add', { a: 1 })];
		await script(calls(look), calls(add, look), calls(look, add), calls(look, add), calls(add));
		expect((await chatClonesOn(double)).toolCalls.map(({ name }) => name)).toEqual(['add', 'look']);
	});

	it('answer where more of them answer than call, though the calls are the biggest set of equal ones', async () => {
		await script(calls(call('look', { q: 'x' })), calls(call('look', { q: 'x' })), 'Rome, it is.', 'It is Rome.', 'Rome');
		expect((await chatClonesOn(double)).toolCalls).toEqual([]);
	});

	it('leave a tie between calling and answering, and between calls, to the earlier clone', async () => {
		await script(calls(call('look', { q: 'b' })), calls(call('look', { q: 'a' })), 'One.', 'Two.');
		expect((await chatClonesOn(double, { clones: 4 })).toolCalls).toMatchObject([{ arguments: '{"q":"b"}' }]);
		await double.close();
		await script('One.', calls(call('look', { q: 'a' })));
		expect(await chatClonesOn(double, { clones: 2 })).toMatchObject({ text: 'One.', toolCalls: [] });
	});

	it.each([
		['a tool that is not there', call('delete_everything', {}), /called "delete_everything", a tool that it was not offered/],
		['arguments that are no JSON', call('look', '{"q": '), /called "look" with arguments that are no JSON object/],
		['arguments that are a list', call('look', '[1]'), /called "look" with arguments that are no JSON object/],
	])('pass over a clone that calls %s', async (_, broken, reason) => {
		await script(calls(broken), calls(broken), calls(broken), calls(call('look', { q: 'x' })), calls(call('look', { q: 'y' })));
		const { toolCalls, receipt, usage } = await chatClonesOn(double);
		expect(toolCalls).toMatchObject([{ arguments: '{"q":"x"}' }]);
		expect(receipt.missing.map(({ clone }) => clone)).toEqual([1, 2, 3]);
		expect(receipt.missing[0]?.reason).toMatch(reason);
		expect(usage.completionTokens).toBe(receipt.tokens.completion);
	});

	it('say that no tool was called where tools were sent, as a server may drop them without a word', async () => {
		await script('Rome.', 'Rome.', 'Rome.');
		const { receipt, text } = await chatClonesOn(double, { clones: 3 });
		expect(text).toBe('Rome.');
		expect(receipt.notes).toEqual([
			expect.stringMatching(/^None of the 3 clones that answered called a tool, although 2 were sent\. .*--enable-auto-tool-choice/),
		]);
	});

	it('say nothing of tools where that tells nothing: none sent, one called now, earlier, or badly', async () => {
		const notesOf = async (changes: Parameters<typeof chatClonesOn>[1], ...answers: readonly Answer[]) => {
			await double?.close();
			await script(...answers);
			return (await chatClonesOn(double, { clones: answers.length, ...changes })).receipt.notes ?? [];
		};
		const look = call('look', { q: 'x' });
		const earlier = [
			{ role: 'user' as const, content: 'What is it?' },
			{ role: 'assistant' as const, content: '', toolCalls: [{ id: 'one', ...look }] },
			{ role: 'tool' as const, content: 'Rome', toolCallId: 'one' },
		];
		expect(await notesOf({ tools: [] }, 'Rome.')).toEqual([]);
		expect(await notesOf({}, 'Rome.', calls(look), 'Rome.')).toEqual([]);
		expect(await notesOf({ messages: earlier }, 'Rome.')).toEqual([]);
		expect(await notesOf({}, 'Rome.', calls(call('nothing', {})))).toEqual([]);
	});

	it('say nothing of it either once the model has called a tool', async () => {
		double = await startVllmDouble({
			maxModelLen: 16_000,
			answer: () => (double.requests.length <= 1 ? calls(call('look', { q: 'x' })) : 'Rome.'),
		});
		await chatClonesOn(double, { clones: 1 });
		expect((await chatClonesOn(double, { clones: 1 })).receipt.notes).toBeUndefined();
	});

	it.each([
		[0, 0, 3, true],
		[0, 0.3, 3, false],
		[0.7, 0, 3, false],
		[0, 0, 1, false],
	])(
		'says that clones say the same where temperature %s and spread %s leave %s of them alike',
		async (temperature, temperatureSpread, clones, isTold) => {
			double = await startVllmDouble({ answer: () => 'Rome.' });
			const { receipt } = await chatClonesOn(double, { clones, tools: [], sampling: { temperature, seed: 1 }, temperatureSpread });
			expect(receipt.notes ?? []).toEqual(
				isTold
					? [expect.stringMatching(/^All 3 clones were asked the same at temperature 0.*Raise Temperature or Temperature Spread\.$/)]
					: [],
			);
		},
	);

	it('give words by consensus', async () => {
		await script(
			'Rome is the capital.',
			'Bananas are yellow.',
			'Rome is the capital, yes.',
			'The capital is Rome.',
			'Rome is the capital of it.',
		);
		const { text, receipt } = await chatClonesOn(double, { tools: [] });
		expect(text).toMatch(/^Rome is the capital/);
		expect(receipt.picked.by).toBe('consensus');
	});

	it('give words by vote, and by their words where nobody gave what is voted on', async () => {
		await script('I say 7.', 'So it is 8', 'Clearly 8.0', 'Perhaps 9?', '7 or 8: 8');
		const pickBy = { by: 'vote', form: { kind: 'number' } } as const;
		expect(await chatClonesOn(double, { pickBy })).toMatchObject({
			text: expect.stringContaining('8'),
			receipt: { picked: { by: 'vote', agreement: { same: 3, of: 5 } } },
		});
		await double.close();
		await script('Bananas.', 'Good morning to you', 'Good morning to you all', 'Good morning', 'A good morning to you');
		expect((await chatClonesOn(double, { pickBy })).text).toContain('ood morning');
	});

	it('give words by a judge, and by their words where the judge does not answer', async () => {
		const said = ['Rome it is', 'Bananas', 'Rome it is, yes'];
		double = await startVllmDouble({
			maxModelLen: 16_000,
			models: ['double-1b', 'judge'],
			answer: ({ model, messages = [], seed = 1 }) => {
				if (model !== 'judge') return said[seed - 1] ?? '';
				const shown = String(messages.at(-1)?.content);
				const isFirst = shown.indexOf('Bananas') < Math.max(shown.indexOf('Rome it is'), 0);
				return JSON.stringify({ reason: 'So.', better: shown.includes('Bananas') ? (isFirst ? 'A' : 'B') : 'A' });
			},
		});
		const judgedBy = async (model: string) => await chatClonesOn(double, { clones: 3, pickBy: { by: 'judge', model, rubric: 'Funnier' } });
		const judged = await judgedBy('judge');
		expect(judged).toMatchObject({ text: 'Bananas', receipt: { picked: { by: 'judge', clone: 2 } } });
		const [before, byJudge] = [double.requests.length, double.requests.filter(({ model }) => model === 'judge').length];
		expect(byJudge).toBeGreaterThan(0);
		expect(judged.receipt).toMatchObject({ requests: before, retries: 0, tokens: { unknown: 0 } });
		const { text, receipt } = await judgedBy('nobody');
		expect(text).toContain('Rome');
		expect(receipt.picked.by).toBe('consensus');
		expect(receipt).toMatchObject({ requests: double.requests.length - before, tokens: { unknown: 0 } });
	});

	it('give JSON by its values, not by its writing', async () => {
		await script(
			'{"city":"Bonn"}',
			'```json\n{"n":2.0,"city":"Rome"}\n```',
			'{"city":"Rome","n":2}',
			'I cannot say.',
			'{"city":"Rome","n":3}',
		);
		expect(await chatClonesOn(double, { tools: [] })).toMatchObject({
			text: '```json\n{"n":2.0,"city":"Rome"}\n```',
			receipt: { picked: { by: 'JSON', agreement: { same: 2, of: 5 } } },
		});
	});

	it('give, of JSON that is all different, the one whose fields most others share', async () => {
		await script('{"a":1,"b":9,"c":9}', '{"a":1,"b":2,"c":8}', '{"a":7,"b":2,"c":3}', '{"a":1,"b":2,"c":3}', '{"a":5,"b":5,"c":3}');
		expect((await chatClonesOn(double, { tools: [] })).receipt.picked.clone).toBe(4);
	});

	it('stop as soon as more than half agree', async () => {
		let answered = 0;
		double = await startVllmDouble({
			answer: () => 'Rome.',
			faults: () => (++answered > 3 ? { kind: 'hang' } : undefined),
		});
		const { text, receipt } = await chatClonesOn(double, { stopsWhenAgreed: true });
		expect(text).toBe('Rome.');
		expect(receipt).toMatchObject({ answered: 3, stopped: 2, missing: [] });
		await double.until(() => double.counters.inFlight === 0);
	});

	it('answer where one of them fails, and say why it did', async () => {
		double = await startVllmDouble({
			answer: () => 'Rome.',
			faults: ({ body }) => (body['seed'] === 2 ? { kind: 'status', status: 500 } : undefined),
		});
		const { receipt } = await chatClonesOn(double);
		expect(receipt).toMatchObject({ answered: 4, missing: [{ clone: 2 }] });
	});

	it('fail together with the sentence of what most of them ran into', async () => {
		await script();
		await expect(chatClonesOn(double, { model: 'nobody' })).rejects.toMatchObject({
			name: 'NoCloneAnsweredError',
			asked: { requests: 5, retries: 0, tokens: { prompt: 0, completion: 0, unknown: 0 } },
			message: expect.stringMatching(/^None of the 5 clones answered: .*nobody/),
			advice: expect.stringContaining('Pick one from the list'),
		});
	});

	it('end every request when the call is aborted', async () => {
		double = await startVllmDouble({ faults: () => ({ kind: 'hang' }) });
		const stop = new AbortController();
		const asked = chatClonesOn(double, {}, stop.signal);
		await double.until(() => double.counters.inFlight === 5);
		stop.abort(new Error('stopped'));
		await expect(asked).rejects.toThrow('stopped');
		await double.until(() => double.counters.inFlight === 0);
	});

	it('add up the tokens of all of them', async () => {
		await script('one', 'one', 'one', 'one', 'one');
		const { usage, receipt } = await chatClonesOn(double);
		expect(usage.completionTokens).toBe(5 * 2);
		expect(receipt.tokens).toMatchObject({ completion: usage.completionTokens, unknown: 0 });
		expect(receipt.requests).toBe(5);
		expect(toolOutputsIn(double.requests[0] ?? {})).toEqual([]);
	});
});
