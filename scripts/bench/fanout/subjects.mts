import type { N8nCredential, Workflow } from '../../real-n8n/workflow.mts';

/** One way to make many model calls from n8n: a workflow with a webhook in and its last node out. */
export interface Subject {
	readonly name: string;
	readonly path: string;
	readonly workflow: Workflow;
}

const prompt = 'Say something short.';

/** A webhook and a node that does nothing: what n8n itself takes for a call. */
export const emptySubject: Subject = describe('nothing (webhook only)', 'bench-nothing', [{ name: 'Nothing', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} }]);

/** Our node and what people use now, each asking the same endpoint for the same thing. */
export function createSubjects(baseUrl: string): Subject[] {
	return [
		describe('Shadow Clone Fan-Out', 'bench-fan-out', [
			{
				name: 'Fan-Out',
				type: 'n8n-nodes-shadow-clones.shadowCloneFanOut',
				typeVersion: 1,
				credentials: { vllmApi: { name: 'Bench vLLM' } },
				parameters: {
					task: prompt,
					model: { __rl: true, mode: 'id', value: 'bench' },
					clones: '={{ $json.body.clones }}',
					differBy: 'approach',
					answerFormat: 'text',
					options: {},
				},
			},
		]),
		describe('HTTP Request', 'bench-http-request', [
			splitOut,
			{
				name: 'HTTP Request',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					method: 'POST',
					url: `${baseUrl}/chat/completions`,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: JSON.stringify({ model: 'bench', messages: [{ role: 'user', content: prompt }] }),
					options: {},
				},
			},
		]),
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

export function benchCredentials(baseUrl: string): N8nCredential[] {
	return [
		{ name: 'Bench vLLM', type: 'vllmApi', data: { url: baseUrl, apiKey: '' } },
		{ name: 'Bench OpenAI', type: 'openAiApi', data: { url: baseUrl, apiKey: 'none-needed' } },
	];
}

type Step = Omit<Workflow['nodes'][number], 'position'>;

const splitOut: Step = { name: 'Split Out', type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters: { fieldToSplitOut: 'body.items', options: {} } };

function describe(name: string, path: string, steps: readonly Step[]): Subject {
	const webhook: Step = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: `5ad0c10e-0000-4000-8000-${Buffer.from(path).toString('hex').slice(-12)}`,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
	const nodes = [webhook, ...steps].map((node, index) => ({ ...node, position: [index * 220, 0] })) as unknown as Workflow['nodes'];
	const connections = Object.fromEntries(
		nodes.slice(0, -1).map((node, index) => [node.name, { main: [[{ node: nodes[index + 1]?.name, type: 'main', index: 0 }]] }]),
	);
	return { name, path, workflow: { name: `Bench: ${name}`, nodes, connections, settings: { executionOrder: 'v1' } } };
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
	const connections = {
		...(subject.workflow['connections'] as object),
		[model.name]: { ai_languageModel: [[{ node: 'Basic LLM Chain', type: 'ai_languageModel', index: 0 }]] },
	};
	return { ...subject, workflow: { ...subject.workflow, nodes: [...subject.workflow.nodes, model], connections } };
}
