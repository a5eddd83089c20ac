import type { IDataObject, NodeOperationError } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../../nodes/CloneEvaluator/CloneEvaluator.node';
import { Synthesizer } from '../../../nodes/Synthesizer/Synthesizer.node';
import { runInEngine, type NodeUnderTest } from '../../support/runInEngine';
import { startPlainServer } from '../../support/startPlainServer';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

let double: VllmDouble;
const start = async (settings: VllmDoubleSettings = {}) => (double = await startVllmDouble({ answer: () => 'One answer.', ...settings }));
afterEach(async () => await double?.close());

const candidate = (run: string, clone: number, text: string, more: IDataObject = {}): IDataObject => ({
	text,
	clone,
	model: 'm',
	...more,
	details: { run: { id: run, task: `Task of ${run}`, clones: 3 }, finishReason: 'stop' },
});

const detailsOf = (json: IDataObject = {}) => json['details'] as IDataObject;

async function run(items: readonly IDataObject[], parameters: IDataObject = {}, onError?: NodeUnderTest['onError']) {
	return await runInEngine([{ name: 'one', type: new Synthesizer(), parameters, ...(onError === undefined ? {} : { onError }) }], items, {
		vllmApi: { url: double.baseUrl, apiKey: '' },
	});
}

describe('Synthesizer in n8n-core', () => {
	it('gives one item per run, paired with all items of it', async () => {
		await start();
		const [items = []] = (
			await run([candidate('a', 1, 'x'), candidate('b', 1, 'y'), candidate('a', 2, 'z'), candidate('b', 2, 'w'), candidate('b', 2, 'w')])
		).outputsOf('one');
		expect(items.map(({ json, pairedItem }) => [detailsOf(json)['run'], json['text'], detailsOf(json)['usedClones'], pairedItem])).toEqual([
			[{ id: 'a', task: 'Task of a' }, 'One answer.', [1, 2], [{ item: 0 }, { item: 2 }]],
			[{ id: 'b', task: 'Task of b' }, 'One answer.', [1, 2], [{ item: 1 }, { item: 3 }, { item: 4 }]],
		]);
		expect(Object.keys(items[0]?.json ?? {})).toEqual(['text', 'outcome', 'reason', 'model', 'details', 'tokenUsage']);
		expect(items[0]?.json).toMatchObject({
			outcome: 'written',
			model: 'double-1b',
			details: { method: 'merge', receipt: { requests: 1 }, finishReason: 'stop' },
		});
		for (const { json } of items) expect(json).not.toHaveProperty('error');
	});

	it('merges fields without a credential, as it asks no model for that', async () => {
		const items = [candidate('a', 1, '{"n": 1}'), candidate('a', 2, '{"n": 2}'), candidate('a', 3, '{"n": 2}')];
		const ran = await runInEngine([{ name: 'one', type: new Synthesizer(), parameters: { method: 'mergeFields' } }], items);
		expect(ran.outputsOf('one')[0]?.[0]?.json).toMatchObject({ data: { n: 2 }, outcome: 'counted' });
	});

	it('writes with a named model of a server that keeps no list, and notes that its context is not known', async () => {
		const { origin } = await startPlainServer({ models: 'The disk is full.', modelsStatus: 500 });
		const ran = await runInEngine(
			[{ name: 'one', type: new Synthesizer(), parameters: { model: { __rl: true, mode: 'id', value: 'm' } } }],
			[candidate('a', 1, 'x'), candidate('a', 2, 'y')],
			{ vllmApi: { url: origin, apiKey: '' } },
		);
		const [[item] = []] = ran.outputsOf('one');
		expect(item?.json).toMatchObject({
			text: 'Found.',
			details: { receipt: { notes: [expect.stringMatching(/The length of the context of "m" is not known.*The disk is full/)] } },
		});
	});

	it('takes the order of Clone Evaluator and its reasons', async () => {
		await start();
		const ran = await runInEngine(
			[
				{
					name: 'evaluator',
					type: new CloneEvaluator(),
					parameters: { output: 'bestAndRest', scoreBy: ['rules'], rules: { rule: [{ type: 'contains', words: 'red, green, blue' }] } },
					outputs: [[], ['one']],
				},
				{ name: 'one', type: new Synthesizer(), parameters: { method: 'improveBest' } },
			],
			[candidate('a', 1, 'red'), candidate('a', 2, 'red, green'), candidate('a', 3, 'pink')],
			{ vllmApi: { url: double.baseUrl, apiKey: '' } },
		);
		const [items = []] = ran.outputsOf('one');
		expect(detailsOf(items[0]?.json)['usedClones']).toEqual([2, 1, 3]);
		expect(JSON.stringify(double.requests[0]?.messages)).toContain('blue');
	});

	it('passes a lone candidate through and says so in a hint', async () => {
		await start();
		const ran = await run([candidate('a', 2, 'Alone.')]);
		expect(ran.outputsOf('one')[0]?.[0]?.json).toMatchObject({ text: 'Alone.', outcome: 'passedThrough' });
		expect(ran.hintsOf('one')).toEqual(['Clone 2 is the only candidate, so its answer was passed through without asking the model']);
		expect(double.requests).toHaveLength(0);
	});

	it('sends the options along', async () => {
		await start();
		await run([candidate('a', 1, 'x'), candidate('a', 2, 'y')], {
			options: { temperature: 0.9, maxTokens: 77 },
			instructions: 'In verse.',
		});
		expect(double.requests[0]).toMatchObject({ temperature: 0.9, max_tokens: 77 });
		expect(JSON.stringify(double.requests[0])).toContain('In verse.');
	});

	it('stops with a sentence at an item that is no candidate', async () => {
		await start();
		const ran = await run([{ hello: 'world' }]);
		expect(() => ran.outputsOf('one')).toThrow('Item 1 of 1 is no candidate');
	});

	it('goes on after a run that went wrong where On Error says so', async () => {
		await start();
		const ran = await run(
			[candidate('a', 1, ''), candidate('b', 1, 'x'), candidate('b', 2, 'y'), { stray: true }],
			{},
			'continueRegularOutput',
		);
		const [items = []] = ran.outputsOf('one');
		expect(items.map(({ json, pairedItem }) => [json['text'], json['error'], pairedItem])).toEqual([
			[undefined, 'None of the 1 candidates of run a has any text', { item: 0 }],
			['One answer.', undefined, [{ item: 1 }, { item: 2 }]],
			[undefined, expect.stringContaining('Item 4 of 4 is no candidate'), { item: 3 }],
		]);
	});

	it('says what the server said, with advice', async () => {
		await start();
		const ran = await run([candidate('a', 1, 'x'), candidate('a', 2, 'y')], { model: { __rl: true, mode: 'id', value: 'nope' } });
		let error: NodeOperationError | undefined;
		try {
			ran.outputsOf('one');
		} catch (thrown) {
			error = thrown as NodeOperationError;
		}
		expect(error?.message).toContain('has no model "nope"');
		expect(error?.description).toContain('Pick one from the list');
	});
});
