import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresPlace, type PostgresServer } from '../../scripts/postgres/startPostgres.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { call, toolOutputsIn } from '../support/toolOf';
import { openRest } from './openRest';
import { withSubNodes, type Part } from './withSubNodes';
import { tokenize } from '../support/vllmDouble/tokens.ts';
import { startVllmDouble, type ChatBody, type ScriptedAnswer, type VllmDouble } from '../support/vllmDouble/index.ts';

const packageName = 'n8n-nodes-shadow-clones';
const langchain = '@n8n/n8n-nodes-langchain';

const clonesModel = (parameters: object = {}): Part => ({
	name: 'Clones Model',
	type: `${packageName}.shadowCloneChatModel`,
	slot: 'ai_languageModel',
	credentials: { vllmApi: { name: 'vLLM account' } },
	parameters: {
		model: { __rl: true, mode: 'list', value: '' },
		clones: 5,
		pickBy: 'consensus',
		options: { seed: 1, stopWhenAgreed: false },
		...parameters,
	},
});
const agent: Part = {
	name: 'Agent',
	type: `${langchain}.agent`,
	typeVersion: 3.1,
	parameters: { promptType: 'define', text: '={{ $json.body.chatInput }}', options: {} },
};
const calculator: Part = { name: 'Calculator', type: `${langchain}.toolCalculator`, slot: 'ai_tool', parameters: {} };
const memory: Part = {
	name: 'Clones Memory',
	type: `${packageName}.shadowCloneMemory`,
	slot: 'ai_memory',
	parameters: {
		sessionKey: '={{ $json.body.sessionId }}',
		namespace: 'chats',
		contextWindowLength: 2,
		store: 'embedded',
	},
};
const inPostgres: Part = {
	...memory,
	credentials: { postgres: { name: 'Postgres account' } },
	parameters: { ...memory.parameters, store: 'postgres' },
};
/** The agent's engine runs it like any other node. */
const recallTool: Part = {
	name: 'Recall',
	type: `${packageName}.memoryGatewayTool`,
	slot: 'ai_tool',
	parameters: {
		resource: 'memory',
		operation: 'recall',
		namespace: { __rl: true, mode: 'id', value: 'nothing-yet' },
		query: "={{ $fromAI('query', 'What to look for', 'string') }}",
		limit: 5,
	},
};
const chain: Part = {
	name: 'Chain',
	type: `${langchain}.chainLlm`,
	typeVersion: 1.9,
	parameters: { promptType: 'define', text: '={{ $json.body.chatInput }}' },
};
const manager: Part = {
	name: 'Forget',
	type: `${langchain}.memoryManager`,
	typeVersion: 1.1,
	parameters: { mode: 'delete', deleteMode: 'all' },
};
const extractor: Part = {
	name: 'Extractor',
	type: `${langchain}.informationExtractor`,
	typeVersion: 1.2,
	parameters: {
		text: '={{ $json.body.chatInput }}',
		schemaType: 'fromAttributes',
		attributes: {
			attributes: [
				{ name: 'city', type: 'string', description: 'The city', required: true },
				{ name: 'people', type: 'number', description: 'How many', required: true },
			],
		},
		options: {},
	},
};

const seen = ({ messages = [] }: ChatBody) => messages.map(({ content }) => String(content)).join('\n');

/** Three of five clones ask the calculator for the same, in other writings; the fourth for another thing, the fifth answers by itself. */
function calculate(body: ChatBody): ScriptedAnswer | string {
	const [told] = toolOutputsIn(body);
	if (told !== undefined) return body.seed === 3 ? 'I do not know.' : `The result is ${/\d+/.exec(told)?.[0]}.`;
	if (body.seed === 1) return 'It is 40, I guess.';
	if (body.seed === 3) return { toolCalls: [call('Calculator', { input: '6 * 8' })] };
	return { toolCalls: [call('Calculator', body.seed === 4 ? '{ "input" : "6 * 7" }' : { input: '6 * 7' })] };
}

/** What it was told of names, and how many outputs of tools it still sees. */
function recall(body: ChatBody): string {
	const names = [...seen(body).matchAll(/My name is (\w+)/g)].map(([, name]) => name);
	return `You said ${names.join(' and ') || 'nothing'}; I see ${toolOutputsIn(body).length} outputs.`;
}

/** Two calls in one answer, and what came back for each. */
function calculateTwice(body: ChatBody): ScriptedAnswer | string {
	const told = toolOutputsIn(body).map((words) => /\d+/.exec(words)?.[0]);
	if (told.length > 0) return `They are ${told.join(' and ')}.`;
	return { toolCalls: [call('Calculator', { input: '2 + 3' }), call('Calculator', { input: '20 + 30' })] };
}

function play(body: ChatBody): ScriptedAnswer | string {
	const text = seen(body);
	if (text.includes('Look it up.')) return toolOutputsIn(body)[0] ?? { toolCalls: [call('Recall', { query: 'printer' })] };
	if (text.includes('Add both pairs.')) return calculateTwice(body);
	if (String(body.messages?.at(-1)?.content).includes('What is my name?')) return recall(body);
	if (text.includes('What is 6 times 7?')) return calculate(body);
	if (text.includes('Where do they live?')) {
		const people = body.seed === 2 ? 3 : 2;
		const answer = body.seed === 1 ? '{"city":"Bonn","people":1}' : `{"people":${people}.0,"city":"Rome"}`;
		return body.seed === 4 ? `\`\`\`json\n${answer}\n\`\`\`` : answer;
	}
	return body.seed === 2 ? 'Bananas are yellow, mostly.' : `The capital of Italy is Rome${body.seed === 3 ? ', of course' : ''}.`;
}

describe('sub-nodes in a real n8n', () => {
	let folder: string;
	let n8n: RunningN8n;
	let double: VllmDouble;
	let postgres: PostgresServer;
	let place: PostgresPlace;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		double = await startVllmDouble({ models: ['double-1b', 'double-2b'], maxModelLen: 16_000, answer: play });
		postgres = await startPostgres();
		place = await postgres.createDatabase();
		const { host, port, database, user, password } = place;
		n8n = await startN8n({
			folder,
			credentials: [
				{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } },
				{ name: 'Postgres account', type: 'postgres', data: { host, port, database, user, password, ssl: 'disable' } },
			],
			workflows: [
				withSubNodes('agent', agent, [clonesModel(), calculator]),
				withSubNodes('agent-drops', agent, [clonesModel({ model: { __rl: true, mode: 'id', value: 'double-2b' } }), calculator]),
				withSubNodes('agent-streams', agent, [clonesModel(), calculator], { responseMode: 'streaming' }),
				withSubNodes('agent-stops', agent, [clonesModel({ options: { seed: 1 } }), calculator]),
				withSubNodes('chain', chain, [clonesModel()]),
				withSubNodes('extractor', extractor, [clonesModel()]),
				withSubNodes('agent-remembers', agent, [clonesModel(), calculator, memory]),
				withSubNodes('agent-shares', agent, [clonesModel(), calculator, inPostgres]),
				withSubNodes('agent-recalls', agent, [clonesModel(), recallTool]),
				withSubNodes('forget', manager, [memory]),
				withSubNodes('nameless', agent, [clonesModel(), { ...memory, parameters: { ...memory.parameters, namespace: '' } }]),
				withSubNodes('wrong-model', chain, [clonesModel({ model: { __rl: true, mode: 'id', value: 'no-such-model' } })]),
			],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		await postgres?.remove();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const ask = async (path: string, chatInput: string, more: object = {}) => {
		const response = await fetch(`${n8n.address}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ chatInput, ...more }),
		});
		return { status: response.status, text: await response.text() };
	};
	const answerTo = async (path: string, chatInput: string, more: object = {}) => {
		const { status, text } = await ask(path, chatInput, more);
		if (status !== 200) throw new Error(`${status}: ${text}\n${(await n8n.readLog()).slice(-3000)}`);
		return JSON.parse(text) as Record<string, unknown>;
	};

	const newest = async (status: 'error' | 'success') => {
		const rest = await openRest(n8n);
		const { data } = await rest.call('GET', `rest/executions?filter=${encodeURIComponent(JSON.stringify({ status: [status] }))}`);
		const [first] = (data as { readonly results: ReadonlyArray<{ readonly id: string }> }).results;
		return (await rest.call('GET', `rest/executions/${first?.id}`)).data;
	};
	const newestFailure = async () => JSON.stringify(await newest('error'));

	it('answer a chain by the answer that most clones give', async () => {
		expect(await answerTo('chain', 'What is the capital of Italy?')).toMatchObject({ text: 'The capital of Italy is Rome.' });
	});

	it('let an agent make the tool call that most clones ask for, and answer with what the tool said', async () => {
		const before = double.requests.length;
		expect(await answerTo('agent', 'What is 6 times 7?')).toEqual({ output: 'The result is 42.' });
		const asked = double.requests.slice(before);
		expect(asked.length).toBe(10);
		expect(asked.filter((body) => toolOutputsIn(body).length > 0).flatMap(toolOutputsIn)).toEqual(
			Array(5).fill(expect.stringContaining('42')),
		);
	});

	it('show at the model that tools were sent and no clone called one', async () => {
		await answerTo('agent-drops', 'What is the capital of Italy?');
		const { data } = (await newest('success')) as { readonly data: string };
		expect(data).toContain('None of the 5 clones that answered called a tool, although 1 was sent.');
		// Where the editor shows it.
		expect(data).toContain('"outputPane"');
	});

	it('stop the clones that can no longer change what is called', async () => {
		expect(await answerTo('agent-stops', 'What is 6 times 7?')).toEqual({ output: 'The result is 42.' });
	});

	const streamed = async (chatInput: string) => {
		const { text } = await ask('agent-streams', chatInput);
		const lines = text
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => JSON.parse(line) as { readonly type: string; readonly content?: string });
		const pieces = lines.filter(({ type }) => type === 'item').map(({ content = '' }) => content);
		return pieces.join('');
	};

	it('stream the picked answer of an agent with a tool', async () => {
		expect(await streamed('What is 6 times 7?')).toBe('The result is 42.');
	});

	it('have several calls of one answer made, streamed or not', async () => {
		expect(await answerTo('agent', 'Add both pairs.')).toEqual({ output: 'They are 5 and 50.' });
		expect(await streamed('Add both pairs.')).toBe('They are 5 and 50.');
	});

	it('count the tokens of all clones in n8n’s Logs', async () => {
		await answerTo('chain', 'What is the capital of Italy?');
		const { data } = (await newest('success')) as { readonly data: string };
		const [usage] = (JSON.parse(data) as ReadonlyArray<{ readonly totalTokens?: number } | string>).filter(
			(each) => typeof each === 'object' && each?.totalTokens !== undefined,
		);
		const answers = [1, 2, 3, 4, 5].map((seed) => play({ seed }) as string);
		const completionTokens = answers.reduce((sum, answer) => sum + tokenize(answer).length + 1, 0);
		expect(usage).toMatchObject({ completionTokens, promptTokens: expect.any(Number) });
	});

	it('extract the values that most clones found, however they are written', async () => {
		expect(await answerTo('extractor', 'Where do they live?')).toEqual({ output: { city: 'Rome', people: 2 } });
	});

	it('remember a conversation with the tool calls in it, each session for itself and no more than its window', async () => {
		const say = async (chatInput: string, sessionId = 'one') => (await answerTo('agent-remembers', chatInput, { sessionId }))['output'];
		await say('My name is Anna');
		expect(await say('What is my name?')).toBe('You said Anna; I see 0 outputs.');
		expect(await say('What is my name?', 'two')).toBe('You said nothing; I see 0 outputs.');
		await say('My name is Berta');
		await say('What is 6 times 7?');
		expect(await say('What is my name?')).toBe('You said Berta; I see 1 outputs.');
		await answerTo('forget', '', { sessionId: 'one' });
		expect(await say('What is my name?')).toBe('You said nothing; I see 0 outputs.');
	});

	it('remember a conversation in Postgres, where every message of it is a row', async () => {
		const say = async (chatInput: string) => (await answerTo('agent-shares', chatInput, { sessionId: 'one' }))['output'];
		await say('My name is Clara');
		expect(await say('What is my name?')).toBe('You said Clara; I see 0 outputs.');
		const rows = await postgres.query(place, 'SELECT text FROM shadow_clones.memory ORDER BY number');
		expect(rows.map(({ text }) => String(text))).toEqual([
			expect.stringContaining('My name is Clara'),
			expect.stringContaining('Rome'),
			expect.stringContaining('What is my name?'),
			expect.stringContaining('You said Clara; I see 0 outputs.'),
		]);
	});

	it('have an agent use Memory Gateway as a tool, which tells it also where nothing is known', async () => {
		const { output } = await answerTo('agent-recalls', 'Look it up.');
		expect(output).toBe('[{"text":"Nothing was found in memory about this.","found":0}]');
	});

	it('fail where nobody named a namespace', async () => {
		expect((await ask('nameless', 'Hello?', { sessionId: 'one' })).status).toBe(500);
		expect(await newestFailure()).toContain('Namespace is empty');
	});

	it('fail with the sentence that the engine has for it', async () => {
		expect((await ask('wrong-model', 'Hello?')).status).toBe(500);
		expect(await newestFailure()).toMatch(/None of the 5 clones answered: \S+ has no model/);
	});
});
