import type { IDataObject, INodeType } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { ChatModelDouble, chatModelNode } from '../support/chatModel/chatModelDouble';
import { runInEngine, type EngineRun } from '../support/runInEngine';
import { startVllmDouble, type ChatBody, type VllmDouble } from '../support/vllmDouble/index.ts';

const opened: VllmDouble[] = [];
afterEach(async () => {
	await Promise.all(opened.splice(0).map(async (double) => await double.close()));
});

async function open(model: string, answer: (body: ChatBody) => string): Promise<VllmDouble> {
	const double = await startVllmDouble({ models: [model], answer });
	opened.push(double);
	return double;
}

const tokenUsage = { promptTokens: 1000, completionTokens: 1000, totalTokens: 2000 };
const items: readonly IDataObject[] = [1, 2].map((clone) => ({
	run: { id: 'run-1', task: 'What is 6 times 7?', clone, clones: 2 },
	text: clone === 1 ? 'It is 41.' : 'It is 42.',
	model: 'm',
	finishReason: 'stop',
	...(clone === 1 ? { tokenUsage } : {}),
}));

/** Prefers 42, in whichever order the answers come. */
function judge({ messages }: ChatBody): string {
	const text = JSON.stringify(messages);
	return `BETTER: ${text.indexOf('It is 42.') < text.indexOf('It is 41.') ? 'A' : 'B'}`;
}

/** Everything that leaves a node, by whichever output. */
async function run(type: INodeType, parameters: IDataObject, models: readonly VllmDouble[], server?: VllmDouble) {
	const nodes = models.map((double, index) => ({
		name: `Model ${index + 1}`,
		type: chatModelNode(() => new ChatModelDouble(double)),
		parameters: {},
		modelOf: ['Node'],
	}));
	const credentials = server === undefined ? {} : { vllmApi: { url: server.baseUrl, apiKey: '' } };
	const ran: EngineRun = await runInEngine([{ name: 'Node', type, parameters }, ...nodes], items, credentials);
	return {
		json: ran
			.outputsOf('Node')
			.flat()
			.map((item) => item.json),
		hints: ran.hintsOf('Node'),
	};
}

describe('Clone Evaluator with Chat Models connected', () => {
	it('is judged by the first of them, without a credential, and says so where there are more', async () => {
		const [first, second] = [await open('first', judge), await open('second', judge)];
		const { json, hints } = await run(new CloneEvaluator(), { scoreBy: ['judge'] }, [first, second]);
		expect(json[0]).toMatchObject({ text: 'It is 42.' });
		expect(first.counters.received).toBeGreaterThan(0);
		expect(second.counters.received).toBe(0);
		expect(hints).toContain('2 Chat Models are connected, and this node uses only the first: "first".');
	});

	it('leaves its tokens to the model, and passes on none of the clones', async () => {
		const { json } = await run(new CloneEvaluator(), { scoreBy: ['judge'] }, [await open('first', judge)]);
		expect(json.filter((each) => 'tokenUsage' in each)).toEqual([]);
	});

	it('tells its own tokens once where the server of its credential judged', async () => {
		const { json } = await run(new CloneEvaluator(), { scoreBy: ['judge'] }, [], await open('large', judge));
		const told = json.flatMap((each) => (each['tokenUsage'] === undefined ? [] : [each['tokenUsage']]));
		expect(told).toEqual([{ promptTokens: expect.any(Number), completionTokens: expect.any(Number), totalTokens: expect.any(Number) }]);
		expect(told).not.toEqual([tokenUsage]);
		expect(json[0]).toHaveProperty('tokenUsage');
	});

	it('asks for a Chat Model or a credential where neither is there', async () => {
		await expect(run(new CloneEvaluator(), { scoreBy: ['judge'] }, [])).rejects.toMatchObject({
			message: 'Judge has no model to ask',
			description: 'Connect a Chat Model, or choose the vLLM API credential of this node.',
		});
	});
});

describe('Synthesizer with a Chat Model connected', () => {
	it('writes with it, whatever the credential and Model say', async () => {
		const [model, server] = [await open('first', () => 'Merged.'), await open('server', () => 'Not this.')];
		const parameters = { model: { __rl: true, mode: 'id', value: 'other' } };
		const { json } = await run(new Synthesizer(), parameters, [model], server);
		expect(json[0]).toMatchObject({ text: 'Merged.' });
		expect(json[0]).not.toHaveProperty('tokenUsage');
		expect(server.counters.received).toBe(0);
	});

	it('tells its own tokens where the server of its credential wrote', async () => {
		const { json } = await run(new Synthesizer(), {}, [], await open('server', () => 'Merged.'));
		expect(json[0]).toHaveProperty('tokenUsage.completionTokens', expect.any(Number));
		expect(json[0]).not.toHaveProperty('tokenUsage', tokenUsage);
	});
});
