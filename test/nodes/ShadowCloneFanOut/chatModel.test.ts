import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { ChatModelDouble, chatModelNode } from '../../support/chatModel/chatModelDouble';
import { runInEngine, type EngineRun, type NodeUnderTest } from '../../support/runInEngine';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

const opened: VllmDouble[] = [];

afterEach(async () => {
	await Promise.all(opened.splice(0).map(async (double) => await double.close()));
});

async function open(settings: VllmDoubleSettings = {}): Promise<VllmDouble> {
	const double = await startVllmDouble(settings);
	opened.push(double);
	return double;
}

function modelAt(double: VllmDouble, name: string): NodeUnderTest {
	return { name, type: chatModelNode(() => new ChatModelDouble(double)), parameters: {}, modelOf: ['Clones'] };
}

async function run(models: readonly NodeUnderTest[], parameters: IDataObject = {}): Promise<EngineRun> {
	const clones = { name: 'Clones', type: new ShadowCloneFanOut(), parameters: { task: 'What is 6 times 7?', clones: 4, ...parameters } };
	return await runInEngine([clones, ...models], [{}]);
}

function jsonOf(items: readonly INodeExecutionData[] | undefined): readonly IDataObject[] {
	return (items ?? []).map(({ json }) => json);
}

describe('Shadow Clone Fan-Out with Chat Models connected', () => {
	it('needs no credential, and clones take turns over the models in the order in which they were connected', async () => {
		const [first, second] = [await open({ models: ['first'] }), await open({ models: ['second'] })];
		const ran = await run([modelAt(first, 'One'), modelAt(second, 'Two')]);
		const [clones] = ran.outputsOf('Clones');
		expect(jsonOf(clones).map(({ model }) => model)).toEqual(['first', 'second', 'first', 'second']);
	});

	it('asks all clones before any is answered', async () => {
		const double = await open({ stepMs: 'manual' });
		const running = run([modelAt(double, 'One')], { clones: 6 });
		while (double.counters.inFlight < 6) await new Promise((resolve) => setTimeout(resolve, 5));
		const answeredBefore = double.counters.received - double.counters.inFlight;
		const clock = setInterval(() => double.step(), 1);
		const [clones] = (await running).outputsOf('Clones');
		clearInterval(clock);
		expect(answeredBefore).toBe(0);
		expect(clones).toHaveLength(6);
	});

	it('gives each clone a model of its own where clones differ by model', async () => {
		const [first, second] = [await open({ models: ['first'] }), await open({ models: ['second'] })];
		const ran = await run([modelAt(first, 'One'), modelAt(second, 'Two')], { differBy: 'model', clones: 2 });
		expect(jsonOf(ran.outputsOf('Clones')[0]).map(({ approach }) => approach)).toEqual(['first', 'second']);
	});

	it('tells two models of one name apart', async () => {
		const ran = await run([modelAt(await open(), 'One'), modelAt(await open(), 'Two')], { differBy: 'model', clones: 2 });
		expect(jsonOf(ran.outputsOf('Clones')[0]).map(({ approach }) => approach)).toEqual(['double-1b', 'double-1b (2)']);
	});

	it('says of sampling only what was really sent, and tells once what was not', async () => {
		const double = await open();
		const ran = await run([modelAt(double, 'One')], { modelOptions: { temperature: 0.2, maxTokens: 5, seed: 7 } });
		expect(jsonOf(ran.outputsOf('Clones')[0]).map((json) => JSON.stringify((json['details'] as IDataObject)['sampling']))).toEqual(
			[7, 8, 9, 10].map((seed) => JSON.stringify({ seed })),
		);
		expect(double.requests.map((body) => 'temperature' in body)).toEqual([false, false, false, false]);
		expect(ran.hintsOf('Clones').filter((hint) => hint.includes('had no effect'))).toEqual([
			'Temperature and Max Tokens had no effect: the connected Chat Model "double-1b" does not take them from this node. Set what you need in the Chat Model itself.',
		]);
	});

	it('says nothing of a temperature that nobody set', async () => {
		const ran = await run([modelAt(await open(), 'One')], { differBy: 'approach' });
		expect(ran.hintsOf('Clones').filter((hint) => hint.includes('temperature') || hint.includes('no effect'))).toEqual([]);
	});

	it('says where sampling changes only the seed, as the model takes no temperature, unless there is one clone', async () => {
		const ran = await run([modelAt(await open(), 'One')]);
		expect(jsonOf(ran.outputsOf('Clones')[0]).map(({ approach }) => approach)).toEqual(Array(4).fill(expect.stringMatching(/^seed \d+$/)));
		expect(ran.hintsOf('Clones').filter((hint) => hint.includes('Sampling'))).toEqual([
			'Sampling changes only the seed for 4 clones, as their model takes no temperature from this node. To give each clone another way of thinking, set Clones Differ By to Approach.',
		]);
		const alone = await run([modelAt(await open(), 'One')], { clones: 1 });
		expect(alone.hintsOf('Clones').filter((hint) => hint.includes('Sampling'))).toEqual([]);
	});

	it('asks for JSON by schema, and checks it', async () => {
		const double = await open({ answer: () => '{"answer": 42}' });
		const schema = { type: 'object', properties: { answer: { type: 'number' } }, required: ['answer'] };
		const ran = await run([modelAt(double, 'One')], { answerFormat: 'json', jsonSchema: JSON.stringify(schema) });
		expect(jsonOf(ran.outputsOf('Clones')[0]).map(({ data }) => data)).toEqual(Array.from({ length: 4 }, () => ({ answer: 42 })));
		expect(double.requests[0]).toHaveProperty('response_format.json_schema.schema', schema);
	});

	it('leaves the tokens to the models, where n8n logs each call', async () => {
		const ran = await run([modelAt(await open(), 'One')]);
		expect(jsonOf(ran.outputsOf('Clones')[0]).some((json) => 'tokenUsage' in json)).toBe(false);
	});

	it('names the connected models where the larger one is none of them', async () => {
		const ran = await run([modelAt(await open(), 'One')], { options: { askLarger: { settings: { model: 'big', server: 'same' } } } });
		expect(() => ran.outputsOf('Clones')).toThrow('The larger model "big" is none of the connected Chat Models: "double-1b"');
	});

	it('lets the larger model answer only where the small ones are unsure', async () => {
		const small = await open({ models: ['small'], answer: (_, index) => `Answer ${index}` });
		const big = await open({ models: ['big'], answer: () => 'Answer 42' });
		const options = { askLarger: { settings: { model: 'big', server: 'same', agreeOn: 'text' } } };
		const ran = await run([modelAt(small, 'One'), modelAt(big, 'Two')], { clones: 3, options });
		expect(jsonOf(ran.outputsOf('Clones')[0]).map(({ model }) => model)).toEqual(['small', 'small', 'small', 'big']);
	});
});
