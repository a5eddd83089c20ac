import { randomUUID } from 'node:crypto';
import type { N8nCredential, Workflow } from '../../real-n8n/workflow.mts';
import { names } from './judgeProportions.mts';

/** One way to make many model calls from n8n: a webhook in and the last node out. */
export interface Subject {
	readonly name: string;
	readonly workflows: readonly Workflow[];
	/** The webhook to call for so many clones. */
	pathFor(clones: number): string;
}

const prompt = 'Say something short.';
const question = { model: 'bench', messages: [{ role: 'user', content: prompt }] };

/** A webhook and a node that does nothing: what n8n itself takes for a call. */
export const emptySubject: Subject = describe('nothing (webhook only)', 'bench-nothing', [
	{ name: 'Nothing', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
]);

/**
 * Our node, the least that a node can do, and what people use now, each asking the same endpoint for the same thing.
 *
 * No field is an expression unless it must be: n8n takes up to 100 ms to make an isolate for the first one of an execution, which is no one's merit.
 */
export function createSubjects(baseUrl: string, sizes: readonly number[]): Subject[] {
	return [
		createFanOut(sizes),
		createFloor(baseUrl, sizes),
		// Clones differ: ours has a seed of its own for each, which the HTTP Request node needs an expression for.
		describe(names.ownSeeds, 'bench-http-request-seeds', [
			splitOut,
			httpRequest(baseUrl, `={{ JSON.stringify({ ...${JSON.stringify(question)}, seed: $json.clone }) }}`),
		]),
		describe('HTTP Request, one body for all', 'bench-http-request', [splitOut, httpRequest(baseUrl, JSON.stringify(question))]),
		withModel(
			describe('Basic LLM Chain, batch size 1000', 'bench-llm-chain', [
				splitOut,
				{
					name: 'Basic LLM Chain',
					type: '@n8n/n8n-nodes-langchain.chainLlm',
					typeVersion: 1.7,
					parameters: { promptType: 'define', text: prompt, batching: { batchSize: 1000, delayBetweenBatches: 0 } },
				},
			]),
		),
	];
}

function httpRequest(baseUrl: string, jsonBody: string): Step {
	return {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: { method: 'POST', url: `${baseUrl}/chat/completions`, sendBody: true, specifyBody: 'json', jsonBody, options: {} },
	};
}

const createFanOut = (sizes: readonly number[]): Subject => createOurs(names.fanOut, 'bench-fan-out', 'Bench vLLM', sizes);

/** Ours on two servers behind one credential. */
export const createPooled = (sizes: readonly number[]): Subject =>
	createOurs(`${names.fanOut}, two servers`, 'bench-pooled', 'Bench pool', sizes);

function createOurs(name: string, path: string, credential: string, sizes: readonly number[]): Subject {
	return forEachSize(name, path, sizes, (clones) => ({
		name: 'Fan-Out',
		type: 'n8n-nodes-shadow-clones.shadowCloneFanOut',
		typeVersion: 1,
		credentials: { vllmApi: { name: credential } },
		parameters: {
			task: prompt,
			model: { __rl: true, mode: 'id', value: 'bench' },
			clones,
			differBy: 'approach',
			answerFormat: 'text',
			options: {},
		},
	}));
}

function createFloor(baseUrl: string, sizes: readonly number[]): Subject {
	return forEachSize(names.floor, 'bench-floor', sizes, (clones) => ({
		name: 'Bare undici',
		type: 'n8n-nodes-bench-floor.bareUndici',
		typeVersion: 1,
		parameters: { url: `${baseUrl}/chat/completions`, clones, model: question.model, prompt },
	}));
}

/** The number of clones is a field of the node: one workflow for each size. */
function forEachSize(name: string, path: string, sizes: readonly number[], nodeFor: (clones: number) => Step): Subject {
	const pathFor = (clones: number) => `${path}-${clones}`;
	const workflows = sizes.flatMap((clones) => describe(`${name} ${clones}`, pathFor(clones), [nodeFor(clones)]).workflows);
	return { name, workflows, pathFor };
}

/** With a `second` server, there is a credential for both, too. */
export function benchCredentials(baseUrl: string, second?: string): N8nCredential[] {
	const moreServers = { values: [{ url: second, apiKey: '', weight: 1 }] };
	return [
		{ name: 'Bench vLLM', type: 'vllmApi', data: { url: baseUrl, apiKey: '' } },
		...(second === undefined ? [] : [{ name: 'Bench pool', type: 'vllmApi', data: { url: baseUrl, apiKey: '', moreServers } }]),
		{ name: 'Bench OpenAI', type: 'openAiApi', data: { url: baseUrl, apiKey: 'none-needed' } },
	];
}

type Step = Omit<Workflow['nodes'][number], 'position'>;

const splitOut: Step = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.items', options: {} },
};

function describe(name: string, path: string, steps: readonly Step[]): Subject {
	const webhook: Step = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: randomUUID(),
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
	const nodes = [webhook, ...steps].map((node, index) => ({ ...node, position: [index * 220, 0] })) as unknown as Workflow['nodes'];
	const connections = Object.fromEntries(
		nodes.slice(0, -1).map((node, index) => [node.name, { main: [[{ node: nodes[index + 1]?.name, type: 'main', index: 0 }]] }]),
	);
	const workflow = { name: `Bench: ${name}`, nodes, connections, settings: { executionOrder: 'v1' } };
	return { name, workflows: [workflow], pathFor: () => path };
}

function withModel(subject: Subject): Subject {
	const model = {
		name: 'OpenAI Chat Model',
		type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
		typeVersion: 1.2,
		position: [440, 200],
		credentials: { openAiApi: { name: 'Bench OpenAI' } },
		parameters: { model: { __rl: true, mode: 'id', value: 'bench' }, options: {} },
	};
	const workflows = subject.workflows.map((workflow) => ({
		...workflow,
		nodes: [...workflow.nodes, model],
		connections: {
			...(workflow['connections'] as object),
			[model.name]: { ai_languageModel: [[{ node: 'Basic LLM Chain', type: 'ai_languageModel', index: 0 }]] },
		},
	}));
	return { ...subject, workflows };
}
