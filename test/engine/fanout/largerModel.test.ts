import { afterEach, describe, expect, it } from 'vitest';
import { createFormsOf } from '../../../nodes/engine/evaluate/answerForm';
import type { FanOutRequest } from '../../../nodes/engine/fanout/fanOutRequest';
import { fanOutOn } from '../../support/fanOutOn';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

let double: VllmDouble;
const start = async (answers: readonly string[], settings: VllmDoubleSettings = {}) =>
	(double = await startVllmDouble({
		models: ['small', 'large', 'other'],
		answer: ({ model, seed }) => (model === 'large' ? 'The answer is 42' : (answers[Number(seed) - 1] ?? 'nothing')),
		...settings,
	}));
afterEach(async () => await double?.close());

const larger = { model: 'large', formsOf: createFormsOf({ kind: 'number' }), minimumLead: 0.5, weights: {} };
const run = async (changes: Partial<FanOutRequest> = {}, signal?: AbortSignal) => await fanOutOn(double, { larger, ...changes }, signal);

describe('Ask Larger Model When Unsure', () => {
	it('asks nobody else where the clones agree', async () => {
		await start(['1', '1', '1', '1', '2']);
		const { candidates, receipt } = await run();
		expect(candidates).toHaveLength(5);
		expect(receipt).toMatchObject({ asked: 5, larger: { model: 'large', asked: false, because: '"1" leads by 60 % of the votes' } });
		expect(double.requests.map(({ model }) => model)).toEqual(Array(5).fill('small'));
	});

	it('asks the larger model the task as it is where they do not, and marks its answer', async () => {
		await start(['1', '1', '1', '2', '2']);
		const { candidates, receipt } = await run({
			difference: { by: 'approach', approaches: [{ label: 'A', instruction: 'Think of tea.' }] },
		});
		expect(candidates.at(-1)).toMatchObject({
			run: { clone: 6 },
			approach: 'Larger model',
			model: 'large',
			text: 'The answer is 42',
			larger: true,
		});
		for (const candidate of candidates.slice(0, 5)) expect(candidate).not.toHaveProperty('larger');
		expect(receipt).toMatchObject({
			asked: 6,
			answered: 6,
			models: ['small', 'large'],
			larger: { asked: true, because: '"1" leads by 20 % of the votes, and less than 50 % is unsure' },
		});
		expect(double.requests.at(-1)?.messages).toEqual([{ role: 'user', content: 'Say something.' }]);
	});

	it('is only asked at a tie with a minimum lead of 0', async () => {
		await start(['1', '1', '1', '2', '2']);
		expect((await run({ larger: { ...larger, minimumLead: 0 } })).receipt.larger?.asked).toBe(false);
		expect(
			(await run({ larger: { ...larger, minimumLead: 0 }, clones: 2, sampling: { seed: 3, maxTokens: 16 } })).receipt.larger?.asked,
		).toBe(true);
	});

	it('is asked where no answer can be compared, and weighs models as told', async () => {
		await start(['none', 'none at all']);
		expect((await run({ clones: 2 })).receipt.larger).toMatchObject({ asked: true, because: 'none of the 2 answers could be compared' });
		const models = { by: 'model', models: ['small', 'other'] } as const;
		double =
			(await double.close(),
			await startVllmDouble({ models: ['small', 'large', 'other'], answer: ({ model }) => (model === 'other' ? '7' : '8') }));
		expect((await run({ clones: 2, difference: models })).receipt.larger?.asked).toBe(true);
		expect((await run({ clones: 2, difference: models, larger: { ...larger, weights: { other: 9 } } })).receipt.larger).toMatchObject({
			asked: false,
			because: '"7" leads by 80 % of the votes',
		});
	});

	it('is asked where no answer leads, and says so without figures', async () => {
		await start(['1', '2', '1', '2']);
		expect((await run({ clones: 4 })).receipt.larger).toMatchObject({ asked: true, because: 'no answer leads' });
	});

	it.each([
		['all clones say that they do not know', ["I don't know", 'I do not know.', "I don't know"], 'all 3 answers say that they do not know'],
		['most do', ["I don't know", "I don't know", 'Tea'], '"tea" leads by 33 % of the votes, and less than 50 % is unsure'],
		['the only clone does', ['I am not sure.'], 'the answer says that it does not know'],
	])('is asked on whole texts where %s', async (_, answers, because) => {
		await start(answers);
		const formsOf = createFormsOf({ kind: 'text' });
		const { receipt } = await run({ clones: answers.length, larger: { ...larger, formsOf } });
		expect(receipt.larger).toMatchObject({ asked: true, because });
	});

	it('is no use to one clone alone, which a note says', async () => {
		await start(['1', '1']);
		const noted = async (clones: number) =>
			(await run({ clones, difference: { by: 'approach', approaches: [{ label: 'A', instruction: '' }] } })).receipt.notes;
		expect(await noted(1)).toEqual([expect.stringContaining('Ask Larger Model When Unsure did nothing')]);
		expect(await noted(2)).toBeUndefined();
	});

	it('is asked where no clone answered', async () => {
		await start([], { faults: ({ body }) => (body.model === 'small' ? { kind: 'status', status: 400 } : undefined) });
		expect((await run({ clones: 2 })).receipt.larger).toMatchObject({ asked: true, because: 'no clone answered' });
	});

	it('is asked after a rule has stopped the others, and can still be stopped', async () => {
		const stop = new AbortController();
		await start(['1', '2', '3', '4', '5'], { faults: ({ body }) => (body.model === 'large' ? { kind: 'hang' } : undefined) });
		const running = run({ stopWhen: { kind: 'enough', answers: 2 } }, stop.signal);
		running.catch(() => {});
		await double.until(() => double.requests.some(({ model }) => model === 'large'));
		stop.abort(new Error('Stop was pressed'));
		await expect(running).rejects.toThrow('Stop was pressed');
		await double.until(() => double.counters.inFlight === 0);
	});

	it('is a row of the receipt where it does not answer, and the clones’ answers stand', async () => {
		await start(['1', '2'], { faults: ({ body }) => (body.model === 'large' ? { kind: 'status', status: 400 } : undefined) });
		const { candidates, receipt } = await run({ clones: 2 });
		expect(candidates).toHaveLength(2);
		expect(receipt).toMatchObject({ asked: 3, answered: 2, missing: [{ clone: 3 }], larger: { asked: true } });
	});

	it.each([
		['no name', { model: ' ' }, /larger model has no name/],
		['a lead beyond all votes', { minimumLead: 2 }, /Minimum Lead is 2/],
		['a weight that is none', { weights: { small: Number.NaN } }, /weight of small is not a number, and/],
	])('refuses %s before anybody is asked', async (_, changes, sentence) => {
		await start([]);
		await expect(run({ larger: { ...larger, ...changes } })).rejects.toThrow(sentence);
		expect(double.counters.received).toBe(0);
	});
});
