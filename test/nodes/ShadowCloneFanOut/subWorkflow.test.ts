import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { runInEngine } from '../../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../../support/vllmDouble/index.ts';
import { inGroups } from '../../support/inGroups';

let double: VllmDouble;
afterEach(async () => await double?.close());

type Execute = (items: INodeExecutionData[], mode?: string) => Promise<IDataObject[] | undefined>;

async function run(execute: Execute, options: IDataObject = {}, parameters: IDataObject = {}, onStart?: (stop: () => void) => void) {
	double = await startVllmDouble();
	return await runInEngine(
		[
			{
				name: 'clones',
				type: new ShadowCloneFanOut(),
				parameters: {
					task: 'Find out.',
					clones: 3,
					...inGroups(new ShadowCloneFanOut(), {
						subWorkflow: { __rl: true, mode: 'id', value: 'other' },
						receiptOutput: true,
						...options,
					}),
					...parameters,
				},
			},
		],
		[{}],
		{ vllmApi: { url: double.baseUrl, apiKey: '' } },
		onStart,
		{
			executeWorkflow: async (
				_info: unknown,
				_data: unknown,
				{ inputData, executionMode }: { inputData?: INodeExecutionData[]; executionMode?: string },
			) => {
				const answers = await execute(inputData ?? [], executionMode);
				const waitTill = answers?.find(({ waits }) => waits === true) === undefined ? undefined : new Date();
				return { executionId: 'sub', data: [answers?.map((json) => ({ json })) ?? null], waitTill };
			},
		} as never,
	);
}

describe('ShadowCloneFanOut whose clones are sub-workflows, in n8n-core', () => {
	it('runs them side by side, tells each what it is about and takes its answer', async () => {
		const told: IDataObject[] = [];
		let release = () => {};
		const allThere = new Promise<void>((resolve) => (release = resolve));
		const ran = await run(
			async ([item]) => {
				told.push(item?.json ?? {});
				if (told.length === 3) release();
				await allThere;
				return [{ text: `Answer of clone ${(item?.json['run'] as { clone: number }).clone}` }];
			},
			{ approaches: ['plain', 'skeptic'], system: 'Be brief.' },
			{ differBy: 'approach' },
		);
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.map(({ json }) => [json['text'], json['approach'], json['model']])).toEqual([
			['Answer of clone 1', 'Plain', 'workflow other'],
			['Answer of clone 2', 'Skeptic', 'workflow other'],
			['Answer of clone 3', 'Plain', 'workflow other'],
		]);
		expect(told[1]).toMatchObject({
			task: 'Find out.',
			approach: 'Skeptic',
			instruction: expect.stringContaining('Distrust'),
			system: 'Be brief.',
			run: { id: ((clones[0]?.json['details'] as IDataObject)['run'] as IDataObject)['id'], clone: 2, clones: 3 },
		});
		const traces = told.map(({ run }) => String((run as IDataObject)['traceparent']));
		for (const trace of traces) expect(trace).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
		expect(new Set(traces.map((trace) => trace.slice(3, 35))).size).toBe(1);
		expect(receipts[0]?.json).toMatchObject({ answered: 3, tokens: { unknown: 3 }, details: { requests: 0 } });
		expect(double.counters.received).toBe(0);
	});

	it.each<readonly [string, IDataObject[], IDataObject]>([
		['an answer under another usual name', [{ output: 'x' }], { text: 'x' }],
		['an answer with data', [{ text: 'x', data: { a: 1 } }], { text: 'x', data: { a: 1 } }],
		['an item that is the answer', [{ city: 'Bern' }], { text: '{"city":"Bern"}', data: { city: 'Bern' } }],
	])('takes %s', async (_, items, expected) => {
		const ran = await run(async () => items, {}, { clones: 1 });
		expect(ran.outputsOf('clones')[0]?.[0]?.json).toMatchObject(expected);
	});

	it('goes on with the others where one fails, ends without an item or takes too long, each with its sentence', async () => {
		let calls = 0;
		const ran = await run(
			async () => {
				calls++;
				if (calls === 1) throw new Error('Workflow does not exist.');
				if (calls === 2) return undefined;
				if (calls === 3) return await new Promise<never>(() => {});
				return [{ text: 'Here.' }];
			},
			{ cloneTimeoutSeconds: 0.2 },
			{ clones: 4 },
		);
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones).toHaveLength(1);
		expect((receipts[0]?.json['missing'] as IDataObject[]).map(({ reason }) => reason)).toEqual([
			'n8n did not start the sub-workflow other: Workflow does not exist.',
			'The sub-workflow other ended without an item',
			"The clone's time of 0.2 s ran out before workflow other had answered; it may go on by itself.",
		]);
	});

	it.each([
		['Workflow is not active and cannot be executed.', /^n8n did not start the sub-workflow other/, /^Publish/],
		['Missing node to start execution', /^n8n did not start the sub-workflow other/, /When Executed by Another Workflow/],
		['The sub-workflow (other) cannot be called by this workflow', /^n8n did not start the sub-workflow other/, /in its Settings/],
		['Rate limit', /^The sub-workflow other ended with an error: Rate limit$/, /^Look at its execution/],
	])('says what to do where n8n throws "%s"', async (words, reason, advice) => {
		let calls = 0;
		const ran = await run(async () => {
			if (calls++ === 0) throw new Error(words);
			return [{ text: 'Here.' }];
		});
		const [missing] = ran.outputsOf('clones')[1]?.[0]?.json['missing'] as IDataObject[];
		expect(missing).toMatchObject({ reason: expect.stringMatching(reason), advice: expect.stringMatching(advice) });
	});

	it('tells n8n that it was run from the editor, so that a workflow that is not published runs, too', async () => {
		const ran = await run(async (_, mode) => [{ text: String(mode) }], {}, { clones: 1 });
		expect(ran.outputsOf('clones')[0]?.[0]?.json['text']).toBe('manual');
	});

	it('takes no failure for an answer, as the last node gives it where its On Error is Continue', async () => {
		const ran = await run(async ([item]) =>
			(item?.json['run'] as { clone: number }).clone === 1
				? [{ error: 'Rate limit', message: 'Too many requests' }]
				: [{ text: 'Fine.', error: '' }],
		);
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.map(({ json }) => json['text'])).toEqual(['Fine.', 'Fine.']);
		expect(receipts[0]?.json['missing']).toMatchObject([{ clone: 1, reason: 'The sub-workflow other ended with an error: Rate limit' }]);
	});

	it('takes no answer from one that was put to wait: n8n gives what went into the waiting node', async () => {
		const ran = await run(async ([item]) =>
			(item?.json['run'] as { clone: number }).clone === 1 ? [{ text: 'For the Wait node', waits: true }] : [{ text: 'Fine.' }],
		);
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.map(({ json }) => json['text'])).toEqual(['Fine.', 'Fine.']);
		expect(receipts[0]?.json['missing']).toMatchObject([{ clone: 1, reason: expect.stringContaining('was put to wait') as string }]);
	});

	it('holds them to Answer Format JSON, and sends one that does not fit once more with what is wrong', async () => {
		const jsonSchema = '{"type":"object","required":["answer"],"properties":{"answer":{"type":"number"}}}';
		const instructions: string[] = [];
		const ran = await run(
			async ([item]) => {
				const { clone } = item?.json['run'] as { clone: number };
				const instruction = String(item?.json['instruction']);
				if (clone === 1) return [{ text: '{"answer": 4}' }];
				if (clone === 2) return [{ text: 'I would say four.' }];
				instructions.push(instruction);
				return [{ data: instruction.includes('does not fit') ? { answer: 5 } : { answer: 'five' }, text: 'Five.' }];
			},
			{},
			{ answerFormat: 'json', jsonSchema },
		);
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.map(({ json }) => json['data'])).toEqual([{ answer: 4 }, { answer: 5 }]);
		expect(instructions[1]).toContain('answer must be number');
		expect(receipts[0]?.json['missing']).toMatchObject([{ clone: 2, reason: expect.stringContaining('not in the asked form') as string }]);
	});

	it('asks the larger model itself where they disagree', async () => {
		let count = 0;
		const ran = await run(async () => [{ text: `Answer ${++count}` }], {
			askLarger: { settings: { model: 'double-70b', agreeOn: 'text' } },
		});
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.slice(0, 3).map(({ json }) => json['model'])).toEqual(['workflow other', 'workflow other', 'workflow other']);
		expect(count).toBe(3);
		expect(receipts[0]?.json).toMatchObject({ details: { larger: { model: 'double-70b', asked: true } } });
		expect(double.requests.map(({ model }) => model)).toEqual(['double-70b']);
	});

	it('refuses a sub-workflow that is its own parent, before anything is started', async () => {
		const ran = await run(async () => [{ text: 'x' }], { subWorkflow: 'test' });
		expect(() => ran.outputsOf('clones')).toThrow(
			'The sub-workflow test is this workflow itself, and its clones would start clones without end',
		);
	});

	it('refuses a sub-workflow that leads back to a workflow at work around it', async () => {
		let inner: Awaited<ReturnType<typeof run>> | undefined;
		await run(
			async () => {
				inner ??= await runInEngine(
					[{ name: 'clones', type: new ShadowCloneFanOut(), parameters: { task: 'Again.', clones: 2, options: { subWorkflow: 'test' } } }],
					[{}],
					{ vllmApi: { url: double.baseUrl, apiKey: '' } },
					undefined,
					{},
					'other',
				);
				return [{ text: 'x' }];
			},
			{},
			{ clones: 1 },
		);
		expect(() => inner?.outputsOf('clones')).toThrow(/The sub-workflow test is at work already around this one/);
	});

	it('stops waiting when Stop is pressed', async () => {
		let stop = () => {};
		const ran = await run(
			async () => {
				stop();
				return await new Promise<never>(() => {});
			},
			{},
			{},
			(pressed) => (stop = pressed),
		);
		expect(ran.run.status).toBe('canceled');
	});

	it('leaves the cache out, and says so', async () => {
		const ran = await run(async () => [{ text: 'x' }], { cacheAnswers: { settings: { namespace: 'a' } } });
		expect(ran.hintsOf('clones')).toContainEqual(expect.stringMatching(/^Cache Answers was left out/));
	});
});
