import { afterEach, describe, expect, it } from 'vitest';
import { createFormsOf } from '../../../nodes/engine/evaluate/answerForm';
import type { StopWhen } from '../../../nodes/engine/fanout/fanOutRequest';
import { fanOutOn } from '../../support/fanOutOn';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

let double: VllmDouble;
const start = async (settings: VllmDoubleSettings = {}) => (double = await startVllmDouble(settings));
afterEach(async () => await double?.close());

const byAnswer = (form: 'number' | 'text') => createFormsOf({ kind: form });

describe('fanOut', () => {
	it('has all clones in flight at once', async () => {
		await start({ stepMs: 'manual' });
		const run = fanOutOn(double, { clones: 40 });
		await double.until(() => double.counters.inFlight === 40);
		double.step(20);
		expect((await run).candidates).toHaveLength(40);
		expect(double.counters.peakInFlight).toBe(40);
	});

	it('keeps clone order, no matter which finishes first', async () => {
		await start({ answer: ({ seed }) => `seed ${seed} ${'more '.repeat(6 - Number(seed))}`.trim() });
		const { candidates } = await fanOutOn(double);
		expect(candidates.map(({ run }) => run.clone)).toEqual([1, 2, 3, 4, 5]);
		expect(candidates.map(({ text }) => text.slice(0, 6))).toEqual(['seed 1', 'seed 2', 'seed 3', 'seed 4', 'seed 5']);
	});

	it('sends the shared part of the prompt first and byte-identical, so that the prefix cache serves all clones', async () => {
		await start();
		const instructions = ['Think of tea.', 'Think of coffee.'];
		const { receipt } = await fanOutOn(double, {
			task: 'A long shared task. '.repeat(20),
			clones: 2,
			difference: { by: 'approach', approaches: instructions.map((instruction) => ({ label: instruction, instruction })) },
		});
		const prompts = double.requests.map(({ messages }) => String(messages?.[0]?.content));
		expect(prompts.map((prompt) => instructions.find((instruction) => prompt.endsWith(instruction))).sort()).toEqual(
			[...instructions].sort(),
		);
		const shared = prompts.map((prompt) => prompt.slice(0, 20 * 20));
		expect(shared[0]).toBe(shared[1]);
		expect(receipt.tokens.cached).toBeGreaterThan(0);
	});

	it('sums up in the receipt what was asked, answered and used', async () => {
		await start({ faults: [undefined, { kind: 'status', status: 400 }] });
		const { candidates, receipt } = await fanOutOn(double);
		expect(receipt).toMatchObject({
			run: { id: 'run-1' },
			asked: 5,
			answered: 4,
			requests: 5,
			retries: 0,
			cancelled: 0,
			stoppedBecause: 'all clones had ended',
			models: ['double-1b'],
		});
		expect(receipt.missing).toHaveLength(1);
		expect(receipt.missing[0]).toMatchObject({
			reason: expect.stringContaining('scripted fault'),
			advice: expect.any(String),
			cancelled: false,
		});
		expect(receipt.tokens.completion).toBe(candidates.reduce((sum, { usage }) => sum + (usage.completionTokens ?? 0), 0));
		expect(receipt.clonesMs).toBe(candidates.reduce((sum, { timing }) => sum + timing.durationMs, 0));
	});

	it('says nothing about time saved while no pace is known', async () => {
		await start();
		const { receipt } = await fanOutOn(double);
		for (const key of ['pace', 'oneByOneMs', 'savedMs', 'speedup']) expect(receipt).not.toHaveProperty(key);
	});

	it('works out time saved from the pace of one short lone call, where asked to measure it', async () => {
		await start({ stepMs: 2, maxNumSeqs: 1 });
		const { candidates, receipt } = await fanOutOn(double, { measurePace: true, sampling: { maxTokens: 16 } });
		const { pace, oneByOneMs = 0, savedMs, speedup, wallMs } = receipt;
		expect(pace?.msPerToken).toBeGreaterThan(0);
		const tokens = candidates.reduce((sum, { usage }) => sum + (usage.completionTokens ?? 0) - 1, 0);
		expect(oneByOneMs).toBe(Math.round(receipt.answered * (pace?.firstTokenMs ?? 0) + tokens * (pace?.msPerToken ?? 0)));
		expect(savedMs).toBe(oneByOneMs - wallMs);
		expect(speedup).toBeCloseTo(oneByOneMs / wallMs, 1);
		expect(double.counters.received).toBe(6);
	});

	describe('stops when enough clones have answered', () => {
		it('of which one can be enough', async () => {
			await start({ faults: (arrival) => (Number(arrival.body['seed']) > 1 ? { kind: 'hang' } : undefined) });
			const { receipt } = await fanOutOn(double, { stopWhen: { kind: 'enough', answers: 1 } });
			expect(receipt.stoppedBecause).toBe('1 answer was enough');
		});

		it('and closes the connections of the others', async () => {
			await start({ faults: (arrival) => (Number(arrival.body['seed']) > 3 ? { kind: 'hang' } : undefined) });
			const { candidates, receipt } = await fanOutOn(double, { stopWhen: { kind: 'enough', answers: 3 } });
			expect(candidates.map(({ run }) => run.clone)).toEqual([1, 2, 3]);
			expect(receipt).toMatchObject({ answered: 3, cancelled: 2, stoppedBecause: '3 answers were enough' });
			expect(receipt.missing.map(({ clone, cancelled }) => [clone, cancelled])).toEqual([
				[4, true],
				[5, true],
			]);
			await double.until(() => double.counters.inFlight === 0);
			expect(double.counters.abortedByClient).toBe(2);
		});
	});

	it('stops when so many answers have passed a check, and counts no other', async () => {
		await start({
			answer: ({ seed }) => (Number(seed) === 3 ? 'so 24' : 'no idea'),
			faults: (arrival) => (Number(arrival.body['seed']) > 3 ? { kind: 'hang' } : undefined),
		});
		const { receipt } = await fanOutOn(double, { stopWhen: { kind: 'enough', answers: 1, counts: ({ text }) => text.includes('24') } });
		expect(receipt).toMatchObject({ answered: 3, cancelled: 2, stoppedBecause: '1 of 3 answers passed the check, which was enough' });
		await double.until(() => double.counters.inFlight === 0);
	});

	describe.each([
		['enough have answered', { kind: 'enough', answers: 2 }],
		['enough have passed the check', { kind: 'enough', answers: 1, counts: () => true }],
		['they can no longer lose', { kind: 'agree', confidence: 1, formsOf: byAnswer('text') }],
		['they are likely to stay ahead', { kind: 'agree', confidence: 0.5, formsOf: byAnswer('text') }],
		['formulas agree', { kind: 'agree', confidence: 1, formsOf: createFormsOf({ kind: 'maths' }) }],
	] as const satisfies ReadonlyArray<readonly [string, StopWhen]>)('never stops below Minimum Answers: %s', (_, stopWhen) => {
		it('asks on until so many have answered, and stops then', async () => {
			await start({ answer: () => '42', faults: (arrival) => (Number(arrival.body['seed']) > 4 ? { kind: 'hang' } : undefined) });
			const { receipt } = await fanOutOn(double, { stopWhen, minimumAnswers: 4 });
			expect(receipt).toMatchObject({ answered: 4, cancelled: 1, missing: [{ clone: 5, cancelled: true }] });
			await double.until(() => double.counters.inFlight === 0);
		});

		it('waits for every clone where all are needed', async () => {
			await start({ answer: () => '42' });
			const { receipt } = await fanOutOn(double, { stopWhen, minimumAnswers: 5 });
			expect(receipt).toMatchObject({ answered: 5, cancelled: 0, missing: [] });
		});

		it('names what a clone failed of where too few are left, and not that others were stopped', async () => {
			await start({ answer: () => '42', faults: [{ kind: 'status', status: 400 }] });
			await expect(fanOutOn(double, { stopWhen, minimumAnswers: 5 })).rejects.toMatchObject({
				message: expect.stringMatching(/^4 of 5 clones answered and 5 were needed: .*scripted fault/),
				receipt: { answered: 4, cancelled: 0 },
			});
		});
	});

	it('asks all where none passes the check', async () => {
		await start({ answer: () => 'no idea' });
		const { receipt } = await fanOutOn(double, { stopWhen: { kind: 'enough', answers: 1, counts: ({ text }) => text.includes('24') } });
		expect(receipt).toMatchObject({ answered: 5, cancelled: 0, stoppedBecause: 'all clones had ended' });
	});

	describe('stops when clones agree', () => {
		it('as soon as the leading answer can no longer lose', async () => {
			await start({
				answer: () => 'The answer is 42',
				faults: (arrival) => (Number(arrival.body['seed']) > 3 ? { kind: 'hang' } : undefined),
			});
			const { receipt } = await fanOutOn(double, { stopWhen: { kind: 'agree', confidence: 1, formsOf: byAnswer('number') } });
			expect(receipt).toMatchObject({ answered: 3, cancelled: 2 });
			expect(receipt.stoppedBecause).toContain('3 of 3 answers agree on "42"');
			await double.until(() => double.counters.inFlight === 0);
		});

		it('or when its posterior passes the asked confidence', async () => {
			await start({ answer: () => 'yes', faults: (arrival) => (Number(arrival.body['seed']) > 4 ? { kind: 'hang' } : undefined) });
			const { receipt } = await fanOutOn(double, { clones: 20, stopWhen: { kind: 'agree', confidence: 0.96, formsOf: byAnswer('text') } });
			expect(receipt.answered).toBe(4);
			expect(receipt.stoppedBecause).toContain('0.969');
		});

		it('and goes on to the end while they do not', async () => {
			await start({ answer: ({ seed }) => `answer ${seed}` });
			const { receipt } = await fanOutOn(double, { stopWhen: { kind: 'agree', confidence: 0.95, formsOf: byAnswer('number') } });
			expect(receipt).toMatchObject({ answered: 5, cancelled: 0, stoppedBecause: 'all clones had ended' });
		});
	});

	describe('asks for JSON', () => {
		const answerFormat = {
			kind: 'json',
			schema: { type: 'object', properties: { answer: { type: 'number' } }, required: ['answer'] },
		} as const;

		it('and hands out the parsed answer beside the text', async () => {
			await start({ answer: () => '{"answer": 7}' });
			const { candidates } = await fanOutOn(double, { answerFormat, clones: 1 });
			expect(candidates[0]).toMatchObject({ data: { answer: 7 }, text: '{"answer": 7}', attempts: 1 });
			expect(double.requests[0]?.['response_format']).toMatchObject({ type: 'json_schema' });
		});

		it('and asks again once where the answer does not fit', async () => {
			await start({ answer: (_, index) => (index === 0 ? '{"answer": "seven"}' : '{"answer": 7}') });
			const { candidates, receipt } = await fanOutOn(double, { answerFormat, clones: 1 });
			expect(candidates[0]).toMatchObject({ data: { answer: 7 }, attempts: 2 });
			expect(receipt).toMatchObject({ requests: 2, retries: 1 });
			expect(String(double.requests[1]?.messages?.at(-1)?.content)).toContain('answer must be number');
		});

		it('and counts a clone as missing that does not fit twice', async () => {
			await start({ answer: () => '{"answer": "seven"}' });
			await expect(fanOutOn(double, { answerFormat, clones: 2 })).rejects.toMatchObject({
				name: 'TooFewAnswersError',
				message: expect.stringContaining('not in the asked form: answer must be number'),
			});
		});
	});

	it('keeps what has come by the deadline, marked as cut, where asked to', async () => {
		await start({ answer: () => 'one two three four five six', faults: [{ kind: 'stallMidway', afterTokens: 2 }] });
		const { candidates, receipt } = await fanOutOn(double, { clones: 1, keepCutAnswers: true, deadlineMs: 300 });
		expect(candidates[0]).toMatchObject({ finishReason: 'cut' });
		expect(candidates[0]?.text).toMatch(/^one/);
		expect(receipt.answered).toBe(1);
	});

	it('ends every clone by the deadline, each with its reason', async () => {
		await start({ faults: () => ({ kind: 'hang' }) });
		const failure = await fanOutOn(double, { deadlineMs: 150 }).catch((error: unknown) => error);
		expect(failure).toMatchObject({
			name: 'TooFewAnswersError',
			receipt: { answered: 0, stoppedBecause: 'the deadline of 0.15 s had come' },
		});
		await double.until(() => double.counters.inFlight === 0);
	});

	it('ends every request when it is aborted from outside, and throws the reason', async () => {
		await start({ stepMs: 'manual' });
		const stop = new AbortController();
		const run = fanOutOn(double, { clones: 8 }, stop.signal);
		await double.until(() => double.counters.inFlight === 8);
		stop.abort(new Error('stopped by the user'));
		await expect(run).rejects.toThrow('stopped by the user');
		await double.until(() => double.counters.inFlight === 0);
		expect(double.counters.abortedByClient).toBe(8);
	});

	it('throws with the commonest reason and its advice when fewer answered than needed', async () => {
		await start({ faults: () => ({ kind: 'status', status: 400 }) });
		await expect(fanOutOn(double, { minimumAnswers: 2 })).rejects.toMatchObject({
			name: 'TooFewAnswersError',
			message: expect.stringMatching(/^None of the 5 clones answered: /),
			advice: expect.any(String),
			receipt: { asked: 5, answered: 0 },
		});
	});

	it.each([
		[{ task: '  \n' }, 'The task is empty'],
		[{ clones: 0 }, 'Clones is 0'],
		[{ clones: 5000 }, 'Clones is 5000'],
		[{ clones: 2.5 }, 'Clones is 2.5'],
		[{ minimumAnswers: 6 }, 'Minimum Answers is 6'],
		[{ stopWhen: { kind: 'enough', answers: 9 } }, 'Answers is 9'],
		[{ stopWhen: { kind: 'agree', confidence: 0.499, formsOf: byAnswer('text') } }, 'Confidence is 0.499, and it goes from 0.5 to 1'],
		[{ stopWhen: { kind: 'agree', confidence: 1.001, formsOf: byAnswer('text') } }, 'Confidence is 1.001, and it goes from 0.5 to 1'],
		[{ difference: { by: 'model', models: [] } }, 'no model is chosen'],
		[{ answerFormat: { kind: 'json', schema: { type: 'objekt' } } }, 'not a valid JSON Schema'],
		[{ answerFormat: { kind: 'json', schema: { name: 'Anna', age: 3 } } }, 'This looks like an example, not a schema'],
	] as const)('refuses %j before any request goes out', async (changes, sentence) => {
		await start();
		await expect(fanOutOn(double, changes)).rejects.toMatchObject({
			name: 'InvalidInputError',
			message: expect.stringContaining(sentence),
			advice: expect.any(String),
		});
		expect(double.counters.received).toBe(0);
	});
});
