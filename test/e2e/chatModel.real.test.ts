import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { idOf, type Workflow } from '../../scripts/real-n8n/workflow.mts';
import { startVllmDouble, type ChatBody, type VllmDouble } from '../support/vllmDouble/index.ts';
import { openRest, type Rest } from './openRest';

const packageName = 'n8n-nodes-shadow-clones';
const PATH = 'any-chat-model';
const NAME = `Try ${PATH}`;
const CLONES = 6;

/** n8n's own node, with a model of its own and a credential for the double. */
const openAi = (name: string, model: string, credential: string) => ({
	name,
	type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
	typeVersion: 1.2,
	credentials: { openAiApi: { name: credential } },
	parameters: { model: { __rl: true, mode: 'id', value: model }, options: {} },
});

const own = (name: string, type: string, parameters: object) => ({ name, type: `${packageName}.${type}`, typeVersion: 1, parameters });

const chain = [
	{
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		webhookId: PATH,
		parameters: { httpMethod: 'POST', path: PATH, responseMode: 'lastNode', responseData: 'firstEntryJson', options: {} },
	},
	own('Clones', 'shadowCloneFanOut', {
		task: '={{ $json.body.task }}',
		clones: CLONES,
		differBy: 'approach',
		answerFormat: 'text',
		options: {},
	}),
	own('Judge', 'cloneEvaluator', { scoreBy: ['judge'], options: {} }),
	own('Write', 'synthesizer', { method: 'merge', options: {} }),
];
const models = [
	{ node: openAi('First model', 'first', 'First'), of: ['Clones', 'Judge', 'Write'] },
	{ node: openAi('Second model', 'second', 'Second'), of: ['Clones'] },
];

function anyChatModel(): Workflow {
	const main = chain.slice(0, -1).map(({ name }, index) => [name, { main: [[{ node: chain[index + 1]!.name, type: 'main', index: 0 }]] }]);
	const given = models.map(({ node, of }) => [
		node.name,
		{ ai_languageModel: [of.map((parent) => ({ node: parent, type: 'ai_languageModel', index: 0 }))] },
	]);
	return {
		name: NAME,
		nodes: [...chain, ...models.map(({ node }) => node)].map((node, index) => ({
			id: `node-${index}`,
			position: [index * 220, 0],
			...node,
		})),
		connections: Object.fromEntries([...main, ...given]),
		settings: { executionOrder: 'v1', timeSavedMode: 'dynamic' },
	} as unknown as Workflow;
}

/** n8n packs the data of an execution: every text and object stands once in a list, and is named by its place there. */
function unpack(packed: string): { resultData: { runData: Record<string, readonly TaskRun[]> } } {
	const list = JSON.parse(packed) as readonly unknown[];
	const open = (value: unknown): unknown => {
		if (typeof value === 'string') return openAt(Number(value));
		return value;
	};
	const openAt = (place: number): unknown => {
		const value = list[place];
		if (Array.isArray(value)) return value.map(open);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, open(each)]));
	};
	return openAt(0) as ReturnType<typeof unpack>;
}

const asksJudge = ({ messages = [] }: ChatBody) => (JSON.stringify(messages).match(/says number \d/g) ?? []).length === 2;

/** Of two answers the one with the lower number is the better, in whichever order they come. */
function judge({ messages }: ChatBody): string {
	const [left = 0, right = 0] = [...JSON.stringify(messages).matchAll(/says number (\d)/g)].map(([, number]) => Number(number));
	return `BETTER: ${left < right ? 'A' : 'B'}`;
}

interface TaskRun {
	readonly executionStatus: string;
	readonly data: Readonly<Record<string, ReadonlyArray<ReadonlyArray<{ readonly json: Readonly<Record<string, unknown>> }>>>>;
	readonly source: ReadonlyArray<{ readonly previousNode: string }>;
}

describe("n8n's own chat models in a real n8n", () => {
	let folder: string;
	let n8n: RunningN8n;
	let first: VllmDouble;
	let second: VllmDouble;
	let rest: Rest;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		let answers = 0;
		const answer = (body: ChatBody) => (asksJudge(body) ? judge(body) : `It is 42, says number ${++answers}.`);
		first = await startVllmDouble({ models: ['first'], apiKey: 'key of the first', answer, stepMs: 'manual' });
		second = await startVllmDouble({ models: ['second'], apiKey: 'key of the second', answer, stepMs: 'manual' });
		n8n = await startN8n({
			folder,
			credentials: [
				{ name: 'First', type: 'openAiApi', data: { apiKey: 'key of the first', url: first.baseUrl } },
				{ name: 'Second', type: 'openAiApi', data: { apiKey: 'key of the second', url: second.baseUrl } },
			],
			workflows: [anyChatModel()],
		});
		rest = await openRest(n8n);
	});
	afterAll(async () => {
		await n8n?.stop();
		await Promise.all([first?.close(), second?.close()]);
		await rm(folder, { recursive: true, force: true });
	});

	it('answer all clones at once, judge them and write the answer, each call in the Logs with its tokens', async () => {
		const asking = fetch(`${n8n.address}/webhook/${PATH}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ task: 'What is 6 times 7?' }),
		});
		while (first.counters.inFlight + second.counters.inFlight < CLONES) await new Promise((resolve) => setTimeout(resolve, 10));
		expect([first.counters.inFlight, second.counters.inFlight]).toEqual([CLONES / 2, CLONES / 2]);
		expect([first.counters.received, second.counters.received]).toEqual([CLONES / 2, CLONES / 2]);
		const clock = setInterval(() => {
			first.step();
			second.step();
		}, 1);
		const response = await asking;
		clearInterval(clock);
		expect(await response.json()).toMatchObject({ text: expect.stringContaining('is 42') });

		const filter = encodeURIComponent(JSON.stringify({ workflowId: idOf('workflow', NAME) }));
		const list = (await rest.call('GET', `rest/executions?filter=${filter}`)).data as {
			results: ReadonlyArray<{ id: string; status: string }>;
		};
		expect(list.results.map(({ status }) => status)).toEqual(['success']);
		const { data } = (await rest.call('GET', `rest/executions/${list.results[0]!.id}`)).data as { data: string };
		const { runData } = unpack(data).resultData;
		const callsOf = (model: string, parent: string) =>
			(runData[model] ?? []).filter(({ source }) => source.some(({ previousNode }) => previousNode === parent));
		expect(callsOf('First model', 'Clones')).toHaveLength(CLONES / 2);
		expect(callsOf('Second model', 'Clones')).toHaveLength(CLONES / 2);
		expect(callsOf('First model', 'Judge').length).toBeGreaterThan(0);
		expect(callsOf('First model', 'Write').length).toBeGreaterThan(0);
		const tokens = [...(runData['First model'] ?? []), ...(runData['Second model'] ?? [])].map(
			({ data: { ai_languageModel: output } }) => output?.[0]?.[0]?.json['tokenUsage'],
		);
		expect(tokens).toHaveLength(first.counters.received + second.counters.received);
		for (const usage of tokens) expect(usage).toMatchObject({ promptTokens: expect.any(Number), completionTokens: expect.any(Number) });
	});
});
