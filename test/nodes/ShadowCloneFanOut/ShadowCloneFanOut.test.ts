import type { IDataObject, NodeOperationError } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { runInEngine, type NodeUnderTest } from '../../support/runInEngine';
import { startPlainServer } from '../../support/startPlainServer';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';
import { inGroups } from '../../support/inGroups';

let double: VllmDouble;
const start = async (settings: VllmDoubleSettings = {}) => (double = await startVllmDouble(settings));
afterEach(async () => await double?.close());

interface Given {
	readonly parameters?: IDataObject;
	readonly options?: IDataObject;
	readonly items?: readonly IDataObject[];
	readonly credentials?: IDataObject;
	readonly onError?: NodeUnderTest['onError'];
	readonly onStart?: (stop: () => void) => void;
}

async function run({
	parameters = {},
	options = {},
	items = [{}],
	credentials = { url: double.baseUrl, apiKey: '' },
	onError,
	onStart,
}: Given = {}) {
	return await runInEngine(
		[
			{
				name: 'clones',
				type: new ShadowCloneFanOut(),
				parameters: {
					task: 'Say something.',
					...inGroups(new ShadowCloneFanOut(), { maxTokens: 8, receiptOutput: true, ...options }),
					...parameters,
				},
				...(onError === undefined ? {} : { onError }),
			},
		],
		items,
		{ vllmApi: credentials },
		onStart,
	);
}

const detailsOf = (json: IDataObject) => json['details'] as IDataObject;

const failureOf = async (given: Given) => {
	const ran = await run(given);
	try {
		ran.outputsOf('clones');
	} catch (error) {
		return error as NodeOperationError;
	}
	throw new Error('The node did not stop');
};

describe('ShadowCloneFanOut in n8n-core', () => {
	it('puts one item per clone on Clones and one on Receipt, each paired with the item that asked', async () => {
		await start();
		const ran = await run({
			parameters: { task: '={{ $json.question }}', clones: 3 },
			items: [{ question: 'first?' }, { question: 'second?' }],
		});
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.map(({ json, pairedItem }) => [(detailsOf(json)['run'] as IDataObject)['task'], json['clone'], pairedItem])).toEqual([
			['first?', 1, { item: 0 }],
			['first?', 2, { item: 0 }],
			['first?', 3, { item: 0 }],
			['second?', 1, { item: 1 }],
			['second?', 2, { item: 1 }],
			['second?', 3, { item: 1 }],
		]);
		expect(receipts.map(({ json, pairedItem }) => [json['asked'], json['answered'], pairedItem])).toEqual([
			[3, 3, { item: 0 }],
			[3, 3, { item: 1 }],
		]);
		const ids = clones.map(({ json }) => (detailsOf(json)['run'] as IDataObject)['id']);
		expect(new Set(ids).size).toBe(2);
		for (const { json } of clones) expect(json).not.toHaveProperty('error');
	});

	it('has one output, so that it can be pinned, and says in a hint what each run came to', async () => {
		await start({ answer: () => 'Short.' });
		const ran = await run({ options: { receiptOutput: false }, items: [{}, {}] });
		expect(ran.outputsOf('clones').map(({ length }) => length)).toEqual([10]);
		expect(ran.hintsOf('clones')).toEqual(
			[1, 2].map((item) => expect.stringMatching(new RegExp(`^Item ${item}: 5 of 5 answered in (?:0|under 0)\\.\\d s\\.$`))),
		);
	});

	it('says no more than a few hints, however many runs there are', async () => {
		await start();
		const hints = (await run({ parameters: { clones: 1 }, items: Array.from({ length: 8 }, () => ({})) })).hintsOf('clones');
		expect(hints).toHaveLength(6);
		expect(hints.at(-1)).toBe('3 more: Receipt Output tells of every run.');
	});

	it('says of answers that were all cut by what', async () => {
		await start({ answer: () => 'one two three four five six seven eight nine ten eleven' });
		const ran = await run();
		expect(ran.hintsOf('clones')).toEqual([expect.stringMatching(/^5 of 5 cut by Max Tokens, (?:after |in under )0\.\d s/)]);
		expect(ran.outputsOf('clones')[1]?.[0]?.json).toMatchObject({ answered: 5, cut: 5, details: { cutBy: ['Max Tokens'] } });
		const streamed = await startVllmDouble({ answer: () => 'one two three', stepMs: 150 });
		try {
			const late = await run({ credentials: { url: streamed.baseUrl, apiKey: '' }, options: { deadlineSeconds: 0.4, maxTokens: 500 } });
			expect(late.hintsOf('clones')).toEqual([expect.stringMatching(/^5 of 5 cut by the deadline, after /)]);
			expect(late.outputsOf('clones')[1]?.[0]?.json).toMatchObject({ cut: 5, stoppedBecause: 'the deadline of 0.4 s had come' });
		} finally {
			await streamed.close();
		}
	});

	it('answers a chat with nothing filled in', async () => {
		await start();
		const ran = await run({ parameters: { task: undefined }, items: [{ chatInput: 'Hello?' }] });
		expect(ran.outputsOf('clones')[0]).toHaveLength(5);
		expect(JSON.stringify(double.requests[0]?.messages)).toContain('Hello?');
	});

	it('asks five clones by sampling of the first model that the server lists, when the user sets nothing but the task', async () => {
		await start({ models: ['first-model', 'second-model'] });
		const [clones = []] = (await run()).outputsOf('clones');
		const temperatures = [0.4, 0.55, 0.7, 0.85, 1];
		expect(clones.map(({ json }) => json['approach'])).toEqual(temperatures.map((temperature) => `temperature ${temperature}`));
		expect(new Set(double.requests.map(({ model }) => model))).toEqual(new Set(['first-model']));
		expect(double.requests.map(({ temperature }) => Number(temperature)).sort((left, right) => left - right)).toEqual(temperatures);
		expect(new Set(double.requests.map(({ messages }) => JSON.stringify(messages))).size).toBe(1);
		expect(new Set(double.requests.map(({ seed }) => seed)).size).toBe(5);
	});

	it('gives each clone an approach, at one temperature, when clones differ by approach', async () => {
		await start();
		const [clones = []] = (await run({ parameters: { differBy: 'approach' } })).outputsOf('clones');
		expect(clones.map(({ json }) => json['approach'])).toEqual(['Plain', 'Simplest', 'Skeptic', 'Edge Cases', 'Step by Step']);
		expect(double.requests.map(({ temperature }) => temperature)).toEqual([0.7, 0.7, 0.7, 0.7, 0.7]);
	});

	it('claims no temperature that the server did not take, and names the seed instead', async () => {
		await start();
		const told = async (options: IDataObject) =>
			(await run({ parameters: { clones: 2 }, options: { seed: 10, ...options } }))
				.outputsOf('clones')[0]
				?.map(({ json }) => [json['approach'], (detailsOf(json)['sampling'] as IDataObject)['temperature']]);
		expect(await told({ leaveOutFields: 'temperature' })).toEqual([
			['seed 10', undefined],
			['seed 11', undefined],
		]);
		expect(await told({ leaveOutFields: 'temperature, seed' })).toEqual(Array(2).fill(["the model's own sampling", undefined]));
		expect(await told({ extraBody: '{"temperature": 0.2}' })).toEqual(Array(2).fill(['temperature 0.2', 0.2]));
	});

	it('takes no embedding model for an empty Model, and says so where the server has no other', async () => {
		const mixed = await startPlainServer({ models: { data: [{ id: 'bge-m3' }, { id: 'qwen3' }] } });
		const [clones = []] = (await run({ credentials: { url: mixed.origin } })).outputsOf('clones');
		expect(clones).toHaveLength(5);
		expect(new Set(mixed.seen.flatMap(({ body }) => body['model'] ?? []))).toEqual(new Set(['qwen3']));

		const embedding = await startPlainServer({ models: { data: [{ id: 'bge-m3' }] } });
		const error = await failureOf({ credentials: { url: embedding.origin } });
		expect(error.message).toContain('lists no model that chats, only "bge-m3" (embedding)');
	});

	it.each([
		['Clone Timeout', { cloneTimeoutSeconds: 0.1 }],
		['Deadline', { deadlineSeconds: 0.1 }],
	])('waits for a list that never comes no longer than %s, and advises to name a model', async (_, options) => {
		const { origin } = await startPlainServer({ models: 'hang' });
		const error = await failureOf({ credentials: { url: origin }, options });
		expect(error.message).toMatch(/did not list its models within 0\.\d+ s/);
		expect(error.description).toMatch(/^Name a model in Model/);
	});

	it('needs no list where a model is named', async () => {
		const { origin, seen } = await startPlainServer({ models: 'hang' });
		const [clones = []] = (
			await run({ credentials: { url: origin }, parameters: { model: { __rl: true, mode: 'id', value: 'm' } } })
		).outputsOf('clones');
		expect(clones).toHaveLength(5);
		expect(seen.filter(({ url }) => url.endsWith('/models'))).toHaveLength(0);
	});

	it('takes models in turn when clones differ by model', async () => {
		await start({ models: ['a', 'b'] });
		const [clones = []] = (await run({ parameters: { differBy: 'model', models: ['a', 'b'], clones: 3 } })).outputsOf('clones');
		expect(clones.map(({ json }) => json['model'])).toEqual(['a', 'b', 'a']);
	});

	it('spreads temperatures and counts seeds up when clones differ by sampling', async () => {
		await start();
		const [clones = []] = (
			await run({ parameters: { differBy: 'sampling', clones: 3 }, options: { seed: 10, temperature: 0.5, temperatureSpread: 0.2 } })
		).outputsOf('clones');
		expect(clones.map(({ json }) => detailsOf(json)['sampling'])).toMatchObject([
			{ temperature: 0.3, seed: 10 },
			{ temperature: 0.5, seed: 11 },
			{ temperature: 0.7, seed: 12 },
		]);
	});

	it('gives own approaches instead of the built-in ones, and both where both are set', async () => {
		await start();
		const ownApproaches = { approach: [{ label: 'Pirate', instruction: 'Answer as a pirate.' }] };
		const parameters = { clones: 2, differBy: 'approach' };
		const [own = []] = (await run({ parameters, options: { ownApproaches } })).outputsOf('clones');
		expect(own.map(({ json }) => json['approach'])).toEqual(['Pirate', 'Pirate']);
		const [both = []] = (await run({ parameters, options: { ownApproaches, approaches: ['skeptic'] } })).outputsOf('clones');
		expect(both.map(({ json }) => json['approach'])).toEqual(['Pirate', 'Skeptic']);
	});

	it.each([
		['all clones are asked the same', { differBy: 'sampling' }, { temperatureSpread: 0 }, true],
		['there is one approach', { differBy: 'approach' }, { approaches: ['skeptic'] }, true],
		['their approaches are others', { differBy: 'approach' }, {}, false],
		['their temperatures are others', { differBy: 'sampling' }, { temperatureSpread: 0.3 }, false],
		['the temperature is above 0', { differBy: 'sampling' }, { temperatureSpread: 0, temperature: 0.5 }, false],
		['there is one clone', { differBy: 'sampling', clones: 1 }, { temperatureSpread: 0 }, false],
	])('says at temperature 0 that clones say the same where %s', async (_, parameters, options, isTold) => {
		await start();
		const ran = await run({ parameters: { clones: 3, ...parameters }, options: { temperature: 0, ...options } });
		expect(ran.hintsOf('clones').some((hint) => hint.startsWith('All 3 clones were asked the same at temperature 0'))).toBe(isTold);
	});

	it.each([
		[{ toolUse: 'guided' }, {}, 'Tool Use changes nothing, as no tool is connected'],
		[{ toolUse: 'guided', toolSteps: 3 }, {}, 'Tool Steps and Tool Use change nothing, as no tool is connected'],
		[{ toolUse: 'guided', rounds: 2 }, {}, undefined],
		[{ toolUse: 'guided', openPages: { settings: {} } }, {}, undefined],
		[{}, {}, undefined],
	] as const)('says once for all items which options need a tool, with %j', async (options, parameters, said) => {
		await start();
		const ran = await run({ parameters: { clones: 1, ...parameters }, options, items: [{}, {}] });
		const told = ran.hintsOf('clones').filter((hint) => hint.includes('nothing, as no tool'));
		expect(told).toEqual(said === undefined ? [] : [expect.stringContaining(said)]);
	});

	it('sends every option that is set, and none that is not', async () => {
		await start();
		await run({
			parameters: { clones: 1 },
			options: { system: 'Be brief.', topP: 0.9, reasoningEffort: 'low', extraBody: '{ "top_k": 20 }' },
		});
		expect(double.requests[0]).toMatchObject({
			top_p: 0.9,
			reasoning_effort: 'low',
			top_k: 20,
			messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user' }],
		});
		await run({ parameters: { clones: 1 } });
		for (const key of ['top_p', 'reasoning_effort', 'response_format', 'top_k']) expect(double.requests[1]).not.toHaveProperty(key);
	});

	it('takes a number that was cleared, or that an expression leaves empty, for one that is not set', async () => {
		await start();
		const options = {
			maxTokens: '',
			temperature: '={{ $json.t }}',
			topP: null,
			seed: '={{ null }}',
			minimumAnswers: '',
			deadlineSeconds: '',
		};
		const ran = await run({ parameters: { clones: 1 }, options, items: [{ t: '' }] });
		expect(ran.outputsOf('clones')[0]).toHaveLength(1);
		expect(double.requests[0]).toMatchObject({ temperature: 0.7 });
		for (const key of ['top_p', 'max_tokens', 'max_completion_tokens']) expect(double.requests[0]).not.toHaveProperty(key);
		expect(double.requests[0]?.seed).not.toBe(0);
	});

	it('sends the key of its credential, and none to a server without one', async () => {
		await start({ apiKey: 'secret' });
		const [clones = []] = (await run({ credentials: { url: double.baseUrl, apiKey: 'secret' } })).outputsOf('clones');
		expect(clones).toHaveLength(5);
	});

	it('adds the raw reply only on request', async () => {
		await start();
		const [without = []] = (await run({ parameters: { clones: 1 } })).outputsOf('clones');
		expect(without[0]?.json).not.toHaveProperty('details.raw');
		const [withRaw = []] = (await run({ parameters: { clones: 1 }, options: { includeRaw: true } })).outputsOf('clones');
		expect(withRaw[0]?.json).toHaveProperty('details.raw');
	});

	it('says in the editor which clones are missing and why, and still hands out the others', async () => {
		await start({ answer: () => 'Short.', faults: [{ kind: 'html' }, { kind: 'html' }] });
		const ran = await run();
		expect(ran.outputsOf('clones')[0]).toHaveLength(3);
		expect(ran.warningsOf('clones')).toEqual([expect.stringMatching(/^2 of 5 clones brought no answer\. 2 of them: /)]);
		expect(ran.hintsOf('clones').at(-1)).toMatch(/^3 of 5 answered in (?:under )?0\.\d s; clones \d and \d brought no answer: /);
	});

	it('says nothing in the editor about clones that it stopped itself', async () => {
		await start({ answer: () => 'Short.', faults: ({ index }) => (index > 1 ? { kind: 'hang' } : undefined) });
		const ran = await run({ options: { stopWhen: { rule: { when: 'enough', answers: 2 } } } });
		expect(ran.outputsOf('clones')[1]?.[0]?.json).toMatchObject({ answered: 2, details: { cancelled: 3 } });
		expect(ran.hintsOf('clones')).toEqual([expect.stringMatching(/^2 of 5 answered in .* s; 3 were stopped because 2 answers/)]);
		expect(ran.warningsOf('clones')).toEqual([]);
	});

	it('stops when one answer matches a pattern', async () => {
		await start({
			answer: (_, index) => (index === 1 ? 'Answer: 24' : 'no idea'),
			faults: ({ index }) => (index > 1 ? { kind: 'hang' } : undefined),
		});
		const ran = await run({ options: { stopWhen: { rule: { when: 'enough', answers: 1, onlyMatching: 'Answer: \\d+' } } } });
		expect(ran.outputsOf('clones')[1]?.[0]?.json).toMatchObject({
			answered: 2,
			details: { cancelled: 3 },
			stoppedBecause: '1 of 2 answers passed the check, which was enough',
		});
	});

	it('aborts every request when Stop is pressed', async () => {
		await start({ stepMs: 'manual' });
		let pressStop = () => {};
		const running = run({ parameters: { clones: 12 }, onStart: (stop) => (pressStop = stop) });
		await double.until(() => double.counters.inFlight === 12);
		pressStop();
		expect((await running).run.status).toBe('canceled');
		await double.until(() => double.counters.inFlight === 0);
		expect(double.counters.abortedByClient).toBe(12);
	});

	it('hands an item that went wrong on as one with its error and advice, where On Error says continue', async () => {
		await start();
		const ran = await run({
			parameters: { task: '={{ $json.task }}', clones: 2 },
			items: [{ task: '' }, { task: 'fine' }],
			onError: 'continueRegularOutput',
		});
		const [clones = []] = ran.outputsOf('clones');
		expect(clones[0]?.json).toEqual({ error: 'The task is empty', details: expect.stringContaining('Task') });
		expect(clones.slice(1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 1 }]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'hands out the receipt of a run with too few answers, where On Error says %s',
		async (onError) => {
			await start({ faults: () => ({ kind: 'status', status: 400 }) });
			const ran = await run({ parameters: { clones: 2 }, options: { retries: 0 }, onError });
			const [, [receipt] = []] = ran.outputsOf('clones');
			expect(receipt?.json).toMatchObject({ asked: 2, answered: 0, missing: [{ clone: 1 }, { clone: 2 }] });
			expect(receipt?.pairedItem).toEqual({ item: 0 });
		},
	);

	it('keeps that receipt in the error that ends the execution', async () => {
		await start({ faults: () => ({ kind: 'status', status: 400 }) });
		const ran = await run({ parameters: { clones: 2 }, options: { retries: 0 } });
		expect(ran.run.data.resultData.error).toMatchObject({ context: { receipt: { asked: 2, answered: 0 } } });
	});

	it.each<{ what: string; given: Given; settings?: VllmDoubleSettings; says: RegExp; advises: RegExp }>([
		...[[], {}, [''], '\u0000', '\u200b\ufeff'].map((task) => ({
			...{ what: `the task ${JSON.stringify(task)}`, given: { parameters: { task: '={{ $json.task }}' }, items: [{ task }] } },
			...{ says: /^The task is empty/, advises: /Task/ },
		})),
		{ what: 'an empty task', given: { parameters: { task: '={{ $json.missing }}' } }, says: /^The task is empty/, advises: /Task/ },
		{ what: 'no clones', given: { parameters: { clones: 0 } }, says: /^Clones is 0/, advises: /Five/ },
		{ what: 'an empty Clones', given: { parameters: { clones: '={{ $json.missing }}' } }, says: /^Clones is empty/, advises: /Five/ },
		{ what: '5,000 clones', given: { parameters: { clones: 5000 } }, says: /from 1 to 2,000/, advises: /Five/ },
		{
			what: 'no time for the run',
			given: { options: { deadlineSeconds: 0 } },
			says: /^Limits › Deadline \(Seconds\) .*at least/,
			advises: /Correct/,
		},
		{
			what: 'no time for a clone',
			given: { options: { cloneTimeoutSeconds: -1 } },
			says: /^Limits › Clone Timeout \(Seconds\)/,
			advises: /Correct/,
		},
		{
			what: 'one clone without an answer',
			given: { parameters: { clones: 1 } },
			settings: { answer: () => '' },
			says: /^The clone did not/,
			advises: /task/,
		},
		{
			what: 'an unknown model',
			given: { parameters: { model: { __rl: true, mode: 'id', value: 'nope' } } },
			says: /nope.*double-1b/,
			advises: /list/,
		},
		{ what: 'a wrong key', given: {}, settings: { apiKey: 'secret' }, says: /key/i, advises: /key/i },
		{
			what: 'a dead address',
			given: { credentials: { url: 'http://127.0.0.1:9', apiKey: '' } },
			says: /127\.0\.0\.1:9/,
			advises: /vllm serve/i,
		},
		{
			what: 'a prompt over the context',
			given: { parameters: { task: 'word '.repeat(5000) } },
			says: /holds 4096.*too many/,
			advises: /[Ss]horten/,
		},
		{
			what: 'an invalid schema',
			given: { parameters: { answerFormat: 'json', jsonSchema: '{ "type": "objekt" }' } },
			says: /JSON Schema is not a valid/,
			advises: /for example/,
		},
		{
			what: 'a schema that is not JSON',
			given: { parameters: { answerFormat: 'json', jsonSchema: '{ type: }' } },
			says: /^JSON Schema cannot be read as JSON/,
			advises: /quotes/,
		},
		{
			what: 'an extra body that is no object',
			given: { options: { extraBody: '[1]' } },
			says: /^Extra Body is not a JSON object/,
			advises: /braces, for example \{ "top_k": 20 \}/,
		},
		{
			what: 'a schema that is no object',
			given: { parameters: { answerFormat: 'json', jsonSchema: '[1]' } },
			says: /^JSON Schema is not a JSON object/,
			advises: /braces, for example \{ "type": "object" \}/,
		},
		{
			what: 'a weight that is no number',
			given: { options: { askLarger: { settings: { model: 'large', weights: '{ "small": "banana" }' } } } },
			says: /^The weight of small is not a number, and a weight is 0 or more$/,
			advises: /Model Weights/,
		},
		{
			what: 'an approach that says nothing',
			given: {
				parameters: { differBy: 'approach' },
				options: {
					ownApproaches: {
						approach: [
							{ label: 'Pirate', instruction: 'Be one.' },
							{ label: ' ', instruction: ' ' },
						],
					},
				},
			},
			says: /^The approach "number 2" has no instruction$/,
			advises: /remove it/,
		},
		{
			what: 'an approach of which nothing is filled in',
			given: { parameters: { differBy: 'approach' }, options: { ownApproaches: { approach: [{}] } } },
			says: /^The approach "number 1" has no instruction$/,
			advises: /remove it/,
		},
		{
			what: 'an approach that has a name alone',
			given: { parameters: { differBy: 'approach' }, options: { ownApproaches: { approach: [{ label: 'Pirate', instruction: '' }] } } },
			says: /^The approach "Pirate" has no instruction$/,
			advises: /remove it/,
		},
		...['', ' ', { __rl: true, mode: 'list', value: '' }].map((subWorkflow) => ({
			what: `a sub-workflow that is not chosen, ${JSON.stringify(subWorkflow)}`,
			given: { options: { subWorkflow } },
			says: /^Sub-Workflow is empty$/,
			advises: /remove the option/,
		})),
		{
			what: 'an option that the server refuses',
			given: { options: { topP: 0 } },
			says: /because of Top P \("top_p"\)/,
			advises: /^Change Top P/,
		},
		{
			what: 'a spread beyond what the field takes',
			given: { parameters: { differBy: 'sampling' }, options: { temperatureSpread: 7 } },
			says: /^Model Options › Temperature Spread cannot be used: it must be at most 1$/,
			advises: /default/,
		},
		{
			what: 'an option that is no number',
			given: { options: { maxTokens: 'many' } },
			says: /^Model Options › Max Tokens cannot be used/,
			advises: /default/,
		},
		{
			what: 'a broken pattern to match',
			given: { options: { stopWhen: { rule: { when: 'enough', answers: 1, onlyMatching: '(' } } } },
			says: /Only Those That Match is not a regular expression/,
			advises: /Correct it/,
		},
		{
			what: 'a broken pattern',
			given: { options: { stopWhen: { rule: { when: 'agree', agreeOn: 'pattern', pattern: '(' } } } },
			says: /not a regular expression/,
			advises: /Correct it/,
		},
	])('answers $what with its own sentence and what to do', async ({ given, settings, says, advises }) => {
		await start(settings);
		const failure = await failureOf(given);
		expect(failure.message).toMatch(says);
		expect(failure.description).toMatch(advises);
		expect(failure.message).not.toMatch(/failed to|\bundefined\b|\[object/i);
	});
});
