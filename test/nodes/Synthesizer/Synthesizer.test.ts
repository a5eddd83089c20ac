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

	it('advises what its own fields can do where the server is overloaded', async () => {
		await start({ faults: () => ({ kind: 'status', status: 503, retryAfter: '0' }) });
		const ran = await run([candidate('a', 1, 'x'), candidate('a', 2, 'y')], { options: { retries: 0 } });
		const { description } = ran.run.data.resultData.error as NodeOperationError;
		expect(description).toContain('Allow more Retries or a longer Call Timeout, or give the server more room');
		expect(description).not.toMatch(/Clone/);
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

	it('says in a hint of how many answers the new one is made', async () => {
		await start();
		const five = [1, 2, 3, 4, 5].map((clone) => candidate('a', clone, `Answer ${clone}.`));
		expect((await run(five)).hintsOf('one')).toEqual(['Written out of the answers of 3 of 5 clones']);
		expect((await run(five.slice(0, 3))).hintsOf('one')).toEqual(['Written out of the answers of 3 clones']);
		const two = ['red', 'red'].map((colour, index) => candidate('b', index + 1, JSON.stringify({ colour })));
		const counted = (await run([...two, ...two.map((each) => ({ ...each }))], { method: 'mergeFields' })).hintsOf('one');
		expect(counted).toEqual([expect.stringMatching(/^Counted over \d candidates/)]);
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
			[undefined, 'The only candidate has no text', { item: 0 }],
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

describe('Synthesizer behind Clone Evaluator', () => {
	const ranked = (clone: number, rank: number, accepted: boolean, text = `Answer ${clone}.`) =>
		candidate('a', clone, text, { accepted, rank, reason: 'r' });
	const made = async (items: readonly IDataObject[], parameters: IDataObject = {}) => {
		await start();
		const ran = await run(items, parameters);
		const json = ran.outputsOf('one')[0]?.[0]?.json ?? {};
		return { text: json['text'], details: json['details'] as IDataObject, hints: ran.hintsOf('one') };
	};

	it('reads a verdict that a sheet or a form made text of', async () => {
		const asText = (clone: number, rank: number, accepted: boolean) => ({
			...ranked(clone, rank, accepted),
			rank: String(rank),
			accepted: accepted ? 'TRUE' : 'false',
		});
		const { details } = await made([asText(1, 2, false), asText(2, 3, true), asText(3, 1, true)]);
		expect(details).toMatchObject({ usedClones: [3, 2], leftOut: { notAccepted: 1 } });
	});

	it('merges the accepted by rank and leaves out those that were not, and says how many', async () => {
		const { details, hints } = await made([ranked(1, 4, false), ranked(2, 2, true), ranked(3, 3, false), ranked(4, 1, true)]);
		expect(details).toMatchObject({ usedClones: [4, 2], leftOut: { notAccepted: 2 } });
		expect(hints).toEqual([
			'Written out of the answers of 2 of 4 clones',
			'2 candidates that Clone Evaluator did not accept were left out',
		]);
	});

	it('passes the only accepted one through', async () => {
		const { text, hints } = await made([ranked(1, 2, false), ranked(2, 1, true)]);
		expect(text).toBe('Answer 2.');
		expect(hints[0]).toBe('Clone 2 is the only accepted candidate, so its answer was passed through without asking the model');
		expect(double.requests).toEqual([]);
	});

	it.each([[{ scorer: 'judge' }], [{ scorer: 'automatic', chosen: 'consensus' }]])(
		'merges those that lost only by comparison, where %o accepts one alone',
		async (scorer) => {
			const compared = [ranked(1, 2, false), ranked(2, 1, true)].map((item) => ({
				...item,
				details: { ...(item['details'] as IDataObject | undefined), evaluation: { scorers: [scorer] } },
			}));
			expect((await made(compared)).details['usedClones']).toEqual([2, 1]);
		},
	);

	it('says so where none was accepted', async () => {
		const { details, hints } = await made([ranked(1, 2, false), ranked(2, 1, false)]);
		expect(details['usedClones']).toEqual([2, 1]);
		expect(hints[0]).toBe('Clone Evaluator accepted none of the 2 candidates, so this answer is made of answers that were not accepted');
	});

	it('warns where the best one is missing', async () => {
		const { hints } = await made([ranked(1, 3, false), ranked(2, 2, true), ranked(3, 4, true)]);
		expect(hints[0]).toMatch(/^The best candidate of this run is missing: the best that came has rank 2/);
	});

	it('counts no fields of those that were not accepted', async () => {
		const items = [ranked(1, 1, true, '{"n": 1}'), ranked(2, 2, false, '{"n": 2}'), ranked(3, 3, false, '{"n": 2}')];
		expect(JSON.parse(String((await made(items, { method: 'mergeFields' })).text))).toEqual({ n: 1 });
	});

	it('shows Improve Best the others as well, as criticism', async () => {
		const { details } = await made([ranked(1, 2, false), ranked(2, 1, true)], { method: 'improveBest' });
		expect(details['usedClones']).toEqual([2, 1]);
	});

	it('compares with the accepted one of the first rank where it may not be worse', async () => {
		await made([ranked(1, 2, true), ranked(2, 1, true)], { options: { neverWorseThanBest: true } });
		expect(JSON.stringify(double.requests[1]?.messages)).toContain('Answer 2.');
		expect(JSON.stringify(double.requests[1]?.messages)).not.toContain('Answer 1.');
	});

	it('answers a chat in one straight chain', async () => {
		await start();
		const nodes: NodeUnderTest[] = [
			{
				name: 'evaluator',
				type: new CloneEvaluator(),
				parameters: { scoreBy: ['rules'], rules: { rule: [{ type: 'contains', words: 'red' }] } },
				outputs: [['one']],
			},
			{ name: 'one', type: new Synthesizer(), parameters: {} },
		];
		const items = [candidate('a', 1, 'blue'), candidate('a', 2, 'red'), candidate('a', 3, 'red too')];
		const ran = await runInEngine(nodes, items, { vllmApi: { url: double.baseUrl, apiKey: '' } });
		expect(ran.outputsOf('one')[0]?.[0]?.json).toMatchObject({
			text: 'One answer.',
			details: { usedClones: [2, 3], leftOut: { notAccepted: 1 } },
		});
		expect(JSON.stringify(double.requests[0]?.messages)).not.toContain('blue');
	});
});

describe('Synthesizer on items of other nodes', () => {
	it('makes one answer of them, for the task that is given', async () => {
		await start();
		const ran = await run([{ output: 'Oslo' }, { output: 'Bergen' }], { options: { task: 'Which city?' } });
		expect(ran.outputsOf('one')[0]?.[0]?.json).toMatchObject({
			text: 'One answer.',
			details: { run: { task: 'Which city?' }, usedClones: [1, 2] },
		});
	});

	it('works the task out of the answers where nobody says it, and needs none where it only counts', async () => {
		await start();
		const ran = await run([{ output: 'Oslo' }, { output: 'Bergen' }]);
		expect(ran.outputsOf('one')[0]?.[0]?.json).toMatchObject({ text: 'One answer.', details: { run: { id: 'all items' } } });
		expect(ran.hintsOf('one')).toEqual(['Written out of the answers of 2 clones', expect.stringContaining('Set Task under Options')]);
		expect(JSON.stringify(double.requests[0]?.messages)).toContain('The task is not known');
		const items = [{ output: '{"n": 1}' }, { output: '{"n": 1}' }];
		const json = (await run(items, { method: 'mergeFields' })).outputsOf('one')[0]?.[0]?.json;
		expect([json?.['data'], detailsOf(json)['run']]).toEqual([{ n: 1 }, { id: 'all items' }]);
	});

	it('names the field of its own that a call had too little time by', async () => {
		await start({ faults: () => ({ kind: 'hang' }) });
		const ran = await run([candidate('a', 1, 'x'), candidate('a', 2, 'y')], { options: { callTimeoutSeconds: 0.1 } });
		expect(() => ran.outputsOf('one')).toThrow(
			expect.objectContaining({
				message: expect.stringContaining("The call's time of 0.1 s ran out"),
				description: expect.stringMatching(/^Raise Call Timeout, or lower Max Tokens\. /),
			}),
		);
	});
});
