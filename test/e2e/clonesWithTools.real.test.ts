import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { idOf, type Workflow } from '../../scripts/real-n8n/workflow.mts';
import { freePort } from '../../scripts/shared/freePort.mts';
import { startGate, type Gate } from '../support/startGate';
import { call, toolOutputsIn } from '../support/toolOf';
import { startVllmDouble, type ChatBody, type ScriptedAnswer, type VllmDouble } from '../support/vllmDouble/index.ts';
import { openRest, type Rest } from './openRest';

const packageName = 'n8n-nodes-shadow-clones';
const vllmApi = { vllmApi: { name: 'vLLM account' } };

interface Part {
	readonly name: string;
	readonly type: string;
	readonly typeVersion?: number;
	readonly parameters: object;
	readonly credentials?: object;
	readonly webhookId?: string;
	/** The node that it is a tool of. */
	readonly toolOf?: string;
}

/** Some nodes one after the other, and their tools; the first one starts it. */
function chainOf(name: string, parts: readonly Part[]): Workflow {
	const chain = parts.filter(({ toolOf }) => toolOf === undefined);
	const tools = parts.filter(({ toolOf }) => toolOf !== undefined);
	const nodes = [...chain, ...tools].map(({ toolOf: _, ...node }, index) => ({
		id: `node-${index}`,
		typeVersion: 1,
		...node,
		position: [index * 220, 0],
	}));
	const main = chain.slice(0, -1).map((from, index) => [from.name, { main: [[{ node: chain[index + 1]!.name, type: 'main', index: 0 }]] }]);
	const given = tools.map((tool) => [tool.name, { ai_tool: [[{ node: tool.toolOf, type: 'ai_tool', index: 0 }]] }]);
	return { name, nodes, connections: Object.fromEntries([...main, ...given]), settings: { executionOrder: 'v1' } } as unknown as Workflow;
}

/** A webhook, some nodes one after the other, and their tools; both outputs of the fan-out come back. */
function workflow(path: string, parts: readonly Part[], webhook: object = {}): Workflow {
	return chainOf(`Try ${path}`, [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			webhookId: path,
			parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries', options: {}, ...webhook },
		},
		...parts,
	]);
}

const fanOut = (parameters: object): Part => ({
	name: 'Clones',
	type: `${packageName}.shadowCloneFanOut`,
	credentials: vllmApi,
	parameters: {
		task: '={{ $("Webhook").item.json.body.task }}',
		model: { __rl: true, mode: 'list', value: '' },
		clones: 3,
		differBy: 'sampling',
		answerFormat: 'text',
		modelOptions: { seed: 1 },
		...parameters,
	},
});
const makeOne = {
	name: 'Make one',
	type: `${packageName}.synthesizer`,
	credentials: vllmApi,
	parameters: { method: 'improveBest', options: {} },
};
/** A model server whose clock moves only when a test says so. */
const held = { credentials: { vllmApi: { name: 'Held vLLM' } } };
const httpTool = (address: string, name = 'Look up'): Part => ({
	name,
	type: 'n8n-nodes-base.httpRequestTool',
	typeVersion: 4.2,
	toolOf: 'Clones',
	parameters: {
		toolDescription: 'Looks something up',
		url: `${address}/look`,
		sendQuery: true,
		queryParameters: { parameters: [{ name: 'q', value: "={{ $fromAI('q', 'What to look up', 'string') }}" }] },
		options: {},
	},
});

/** What the scripted model does, by the task. */
function play(body: ChatBody): ScriptedAnswer | string {
	const task = String(body.messages?.[0]?.content);
	const told = toolOutputsIn(body);
	if (task.startsWith('Side by side'))
		return told.length === 0 ? { toolCalls: [call('Look_up', { q: `clone ${body.seed}` })] } : `I heard: ${told[0]?.split('\n')[1]}`;
	if (task.startsWith('All tools')) {
		const calls = [
			call('Look_up', { q: 'x' }),
			call('Broken', { q: 'x' }),
			call('Calculator', { input: '6 * 7' }),
			call('shout', { input: 'hello' }),
			call('Memory', { Query: 'printer' }),
			call('ask_workflow', { input: 'x' }),
			call('Keep', { Text: 'The plotter is called Clara' }),
			call('Keep', { Text: 'The scanner is called Dora' }),
		];
		return told.length === 0 ? { toolCalls: calls } : 'Done.';
	}
	if (task.startsWith('Rounds')) {
		if (told.length === 0) return { toolCalls: [call('Look_up', { q: `clone ${body.seed}` })] };
		if (told.length === 1)
			return {
				toolCalls: [
					call('post_finding', {
						claim: `Clone ${body.seed} was there`,
						quote: `You asked for clone ${body.seed}`,
						source: `S${body.seed}.1`,
					}),
				],
			};
		return 'Done.';
	}
	if (task.startsWith('Far away'))
		return told.length === 0
			? { toolCalls: [call('Far_Look_up', { q: `clone ${body.seed}` }), call('Far_Calculator', { input: '6 * 7' })] }
			: 'Done.';
	return 'Streamed word by word, all of it.';
}
const item = (content: string) => ({ type: 'item', content });

/** What n8n streams from one node, line by line as it comes. */
async function* linesOf(response: Response, node: string): AsyncGenerator<{ type: string; content?: string }> {
	let rest = '';
	for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
		const lines = (rest + piece).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) {
			const { metadata, ...told } = JSON.parse(line) as { type: string; content?: string; metadata: { nodeName: string } };
			if (metadata.nodeName === node) yield told;
		}
	}
}

/** As many as there are, at most so many; the rest stays to be taken. */
async function take<Value>(from: AsyncGenerator<Value>, most: number): Promise<Value[]> {
	const taken: Value[] = [];
	while (taken.length < most) {
		const { value, done } = await from.next();
		if (done === true) break;
		taken.push(value);
	}
	return taken;
}

const isInRoundTwo = ({ messages = [] }: ChatBody) => messages.some(({ content }) => /(?:^|\n)Round 2\. What/.test(String(content)));

describe('clones with tools in a real n8n', () => {
	let folder: string;
	let n8n: RunningN8n;
	let double: VllmDouble;
	let heldDouble: VllmDouble;
	let gate: Gate;
	let rest: Rest;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		double = await startVllmDouble({
			maxModelLen: 16_000,
			answer: play,
			faults: ({ body }) => (isInRoundTwo(body) ? { kind: 'hang' } : undefined),
		});
		heldDouble = await startVllmDouble({ maxModelLen: 16_000, answer: play, stepMs: 'manual' });
		gate = await startGate(
			(path) => ({ '/look': 3, '/sub': 5, '/never': 99, '/far': 3 })[path] ?? 1,
			(url) => `You asked for ${new URL(url, 'http://gate').searchParams.get('q')}`,
		);
		const helper = workflow('helper', [
			{
				name: 'Say',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				parameters: {
					assignments: { assignments: [{ id: 'a', name: 'text', value: 'The helper says hello', type: 'string' }] },
					options: {},
				},
			},
		]);
		const start = {
			id: 'start',
			name: 'When called',
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			position: [0, 0],
			parameters: { inputSource: 'passthrough' },
		};
		const asSub = (name: string, source: Workflow, first: string): Workflow => ({
			...source,
			name,
			nodes: [start, ...source.nodes.filter(({ type }) => type !== 'n8n-nodes-base.webhook')],
			connections: { 'When called': { main: [[{ node: first, type: 'main', index: 0 }]] } },
		});
		const waiter = asSub(
			'Waiter',
			workflow('waiter', [
				{
					name: 'Fetch',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					parameters: {
						url: `${gate.address}/sub`,
						sendQuery: true,
						queryParameters: { parameters: [{ name: 'q', value: '={{ $json.run.clone }}' }] },
						options: { response: { response: { responseFormat: 'text', outputPropertyName: 'text' } } },
					},
				},
			]),
			'Fetch',
		);
		const port = await freePort();
		n8n = await startN8n({
			folder,
			port,
			credentials: [
				{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } },
				{ name: 'Held vLLM', type: 'vllmApi', data: { url: heldDouble.baseUrl, apiKey: '' } },
			],
			workflows: [
				asSub('Helper', helper, 'Say'),
				waiter,
				workflow('side-by-side', [fanOut({}), httpTool(gate.address)]),
				workflow('never', [
					fanOut({}),
					{ ...httpTool(gate.address), parameters: { ...httpTool(gate.address).parameters, url: `${gate.address}/never` } },
				]),
				workflow('all-tools', [
					fanOut({ clones: 1, toolOptions: { toolTimeoutSeconds: 20 } }),
					{ ...httpTool(gate.address), parameters: { ...httpTool(gate.address).parameters, url: `${gate.address}/alone` } },
					{ ...httpTool('http://127.0.0.1:1', 'Broken') },
					{ name: 'Calculator', type: '@n8n/n8n-nodes-langchain.toolCalculator', toolOf: 'Clones', parameters: {} },
					{
						name: 'shout',
						type: '@n8n/n8n-nodes-langchain.toolCode',
						typeVersion: 1.3,
						toolOf: 'Clones',
						parameters: { description: 'Says it louder', jsCode: 'return query.toUpperCase() + "!"' },
					},
					{
						name: 'Memory',
						type: `${packageName}.memoryGatewayTool`,
						toolOf: 'Clones',
						parameters: {
							resource: 'memory',
							operation: 'recall',
							namespace: 'tools',
							query: "={{ $fromAI('Query', 'What to recall', 'string') }}",
							limit: 3,
							options: {},
						},
					},
					{
						name: 'Keep',
						type: `${packageName}.memoryGatewayTool`,
						toolOf: 'Clones',
						parameters: {
							resource: 'memory',
							operation: 'remember',
							namespace: 'kept by tools',
							text: "={{ $fromAI('Text', 'What to remember', 'string') }}",
							trust: 'agent',
							options: {},
						},
					},
					{
						name: 'ask_workflow',
						type: '@n8n/n8n-nodes-langchain.toolWorkflow',
						typeVersion: 2.2,
						toolOf: 'Clones',
						parameters: {
							description: 'Asks another workflow',
							workflowId: { __rl: true, mode: 'id', value: idOf('workflow', 'Helper') },
							workflowInputs: {
								mappingMode: 'defineBelow',
								value: {},
								matchingColumns: [],
								schema: [],
								attemptToConvertTypes: false,
								convertFieldsToString: false,
							},
						},
					},
				]),
				workflow('rounds', [fanOut({ options: { rounds: 2 } }), httpTool(gate.address)]),
				workflow('sub-workflows', [
					fanOut({ clones: 5, options: { subWorkflow: { __rl: true, mode: 'id', value: idOf('workflow', 'Waiter') } } }),
				]),
				workflow('no-sub-workflow', [fanOut({ options: { subWorkflow: { __rl: true, mode: 'id', value: 'nosuchworkflow12' } } })]),
				workflow('itself', [fanOut({ options: { subWorkflow: { __rl: true, mode: 'id', value: idOf('workflow', 'Try itself') } } })]),
				chainOf('MCP server', [
					{
						name: 'Serve',
						type: '@n8n/n8n-nodes-langchain.mcpTrigger',
						typeVersion: 2.1,
						webhookId: 'far-away',
						parameters: { authentication: 'none', path: 'far-away' },
					},
					{ ...httpTool(gate.address), toolOf: 'Serve', parameters: { ...httpTool(gate.address).parameters, url: `${gate.address}/far` } },
					{ name: 'Calculator', type: '@n8n/n8n-nodes-langchain.toolCalculator', toolOf: 'Serve', parameters: {} },
				]),
				workflow('mcp', [
					fanOut({}),
					{
						name: 'Far',
						type: '@n8n/n8n-nodes-langchain.mcpClientTool',
						typeVersion: 1.4,
						toolOf: 'Clones',
						parameters: {
							endpointUrl: `http://127.0.0.1:${port}/mcp/far-away`,
							serverTransport: 'httpStreamable',
							authentication: 'none',
							include: 'all',
							options: {},
						},
					},
				]),
				workflow(
					'streaming',
					[
						{ ...fanOut({ clones: 2 }), ...held },
						{ ...makeOne, ...held },
					],
					{ responseMode: 'streaming' },
				),
				chainOf('Chat', [
					{
						name: 'Chat',
						type: '@n8n/n8n-nodes-langchain.chatTrigger',
						typeVersion: 1.5,
						webhookId: 'talk',
						parameters: { public: true, mode: 'webhook', authentication: 'none', options: { responseMode: 'streaming' } },
					},
					{ ...fanOut({ task: '={{ $json.chatInput }}', clones: 2 }), ...held },
					{ ...makeOne, ...held },
				]),
			],
		});
		rest = await openRest(n8n);
	});

	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		await heldDouble?.close();
		await gate?.close();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const post = async (path: string, body: object) =>
		await fetch(`${n8n.address}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	const ask = async (path: string, task: string) => await post(path, { task });
	const clonesOf = async (path: string, task: string) => {
		const response = await ask(path, task);
		const text = await response.text();
		if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
		return JSON.parse(text) as Array<Record<string, unknown> & { details: { toolUses: Array<Record<string, unknown>> } }>;
	};

	it('lets the tools of three clones work at the same time: the server that they ask answers none before all three wait', async () => {
		const clones = await clonesOf('side-by-side', 'Side by side, please.');
		expect(clones.map(({ text }) => text)).toEqual([1, 2, 3].map((clone) => `I heard: data: You asked for clone ${clone}`));
		expect(gate.peak).toBe(3);
	});

	it('works with n8n’s own tools and with Memory Gateway, and tells the clone what one of them could not do', async () => {
		const [clone] = await clonesOf('all-tools', 'All tools, please.');
		const outputs = toolOutputsIn(double.requests.at(-1) ?? {});
		expect(clone?.details.toolUses.map(({ name, outcome }) => [name, outcome])).toEqual([
			['Look_up', 'answered'],
			['Broken', 'threw'],
			['Calculator', 'answered'],
			['shout', 'answered'],
			['Memory', 'answered'],
			['ask_workflow', 'answered'],
			['Keep', 'answered'],
			['Keep', 'answered'],
		]);
		expect(outputs[0]).toContain('You asked for x');
		expect(clone?.details.toolUses[1]?.['trouble']).toMatch(/ECONNREFUSED|refused/i);
		expect(outputs[2]).toContain('\n42\n');
		expect(outputs[3]).toContain('\nHELLO!\n');
		expect(outputs[4]).toContain('Nothing was found in memory');
		expect(outputs[5]).toContain('The helper says hello');
		// Both in one execution, and neither is taken for the other come again.
		for (const output of outputs.slice(6)) expect(output).toContain('outcome: new');
	});

	const newest = async (filter: object) => {
		const list = await rest.call('GET', `rest/executions?filter=${encodeURIComponent(JSON.stringify(filter))}`);
		return (list.data as { results: Array<{ id: string; status: string }> }).results[0];
	};
	const stop = async () => {
		const execution = await newest({ status: ['running'] });
		expect((await rest.call('POST', `rest/executions/${execution?.id}/stop`)).status).toBe(200);
	};

	it('ends every request when Stop is pressed in the middle of a round', async () => {
		const running = ask('rounds', 'Rounds, please.');
		await double.until(() => double.requests.filter(isInRoundTwo).length === 3);
		await stop();
		await double.until(() => double.counters.inFlight === 0);
		expect(double.counters.abortedByClient).toBe(3);
		await running;
	});

	it('does not wait for tools when Stop is pressed, not even for those that n8n lets go on', async () => {
		const running = ask('never', 'Side by side, please.');
		await gate.until(() => gate.asked.filter((url) => url.startsWith('/never')).length === 3);
		await stop();
		await running;
		expect((await newest({ workflowId: idOf('workflow', 'Try never') }))?.status).toBe('canceled');
		expect(double.counters.inFlight).toBe(0);
		// n8n's HTTP Request node has no way to be stopped: its requests end when they are answered, or by its own timeout.
		expect(gate.inFlight).toBe(3);
	});

	it('runs five sub-workflows side by side, each of them a clone', async () => {
		const clones = await clonesOf('sub-workflows', 'Wait, please.');
		expect(clones.map(({ text }) => text)).toEqual([1, 2, 3, 4, 5].map((clone) => `You asked for ${clone}`));
		expect(gate.asked.filter((url) => url.startsWith('/sub'))).toHaveLength(5);
	});

	it.each([
		['is missing', 'no-sub-workflow', /nosuchworkflow12|not exist|not found/i],
		['is its own parent', 'itself', /is this workflow itself, and its clones would start clones without end/],
	])('says so where a sub-workflow %s', async (_, path, sentence) => {
		expect((await ask(path, 'x')).status).toBe(500);
		const execution = await newest({ workflowId: idOf('workflow', `Try ${path}`) });
		const { data } = await rest.call('GET', `rest/executions/${execution?.id}`);
		expect(JSON.stringify(data)).toMatch(sentence);
	});

	it.each([
		['a webhook', 'streaming', { task: 'Stream, please.' }],
		['a chat', 'talk/chat', { action: 'sendMessage', sessionId: 'session-1', chatInput: 'Stream, please.' }],
	])('streams the one answer to %s piece by piece, while the model still writes it', async (_, path, body) => {
		const asked = heldDouble.requests.length;
		const response = post(path, body);
		await heldDouble.until(() => heldDouble.waiting === 2);
		heldDouble.step(50);
		await heldDouble.until(() => heldDouble.requests.length === asked + 3 && heldDouble.waiting === 1);
		heldDouble.step(3);
		const told = linesOf(await response, 'Make one');
		expect(await take(told, 4)).toEqual([{ type: 'begin' }, item('Streamed'), item(' word'), item(' by')]);
		// The caller has these pieces, and the model has more to write.
		expect(heldDouble.running).toBe(1);
		heldDouble.step(50);
		const rest = await take(told, 100);
		expect(rest.at(-1)).toEqual({ type: 'end' });
		expect(
			rest
				.slice(0, -1)
				.map(({ content }) => content)
				.join(''),
		).toBe(' word, all of it.');
		expect(rest.length).toBeGreaterThan(4);
	});

	it('lets clones use the tools of an MCP server one by one and at the same time, through n8n’s MCP client', async () => {
		const clones = await clonesOf('mcp', 'Far away, please.');
		expect(clones.map(({ details }) => details.toolUses.map(({ name, outcome }) => [name, outcome]))).toEqual(
			Array(3).fill([
				['Far_Look_up', 'answered'],
				['Far_Calculator', 'answered'],
			]),
		);
		const asked = double.requests.filter(({ messages }) => String(messages?.[0]?.content).startsWith('Far away'));
		// The server lists its tools in an order of its own.
		const offered = (asked[0]?.['tools'] as Array<{ function: { name: string; parameters: object } }>).map((tool) => tool.function);
		expect(offered.map(({ name }) => name).sort()).toEqual(['Far_Calculator', 'Far_Look_up']);
		expect(offered.find(({ name }) => name === 'Far_Look_up')?.parameters).toMatchObject({
			type: 'object',
			properties: { q: { type: 'string' } },
			required: ['q'],
		});
		const told = asked.slice(3).map((body) => ({ seed: body.seed, outputs: toolOutputsIn(body) }));
		expect(told).toHaveLength(3);
		for (const { seed, outputs } of told) {
			expect(outputs.map((output) => output.split('\n').slice(1, -1))).toEqual([[`data: You asked for clone ${seed}`], ['42']]);
		}
	});
});
