import type { N8nCredential, Workflow } from '../../real-n8n/workflow.mts';

/** Every clone writes exactly so many tokens, so that what is compared is the way there and nothing else. */
export const tokensPerClone = 96;
export const firstSeed = 1000;
export const prompt = 'Write a JavaScript function largest(numbers) that returns the largest number in an array, and explain it.';
export const temperature = 0.7;
export const webhookPath = 'bench-vllm';

/** What a bare client sends for one clone: the very request that our node sends for it. */
export function bareRequest(model: string, clone: number) {
	return {
		model,
		messages: [{ role: 'user' as const, content: prompt }],
		temperature,
		max_tokens: tokensPerClone,
		seed: firstSeed + clone,
		ignore_eos: true,
	};
}

/** A webhook that takes the number of clones and answers with the receipt of one fan-out. */
export function benchWorkflow(model: string): Workflow {
	return {
		name: 'Bench: vLLM',
		nodes: [
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				webhookId: '5ad0c10e-0000-4000-8000-76656e636876',
				parameters: { httpMethod: 'POST', path: webhookPath, responseMode: 'lastNode', options: {} },
			},
			{
				name: 'Fan-Out',
				type: 'n8n-nodes-shadow-clones.shadowCloneFanOut',
				typeVersion: 1,
				position: [220, 0],
				credentials: { vllmApi: { name: credentialName } },
				parameters: {
					task: prompt,
					model: { __rl: true, mode: 'id', value: model },
					clones: '={{ $json.body.clones }}',
					differBy: 'sampling',
					answerFormat: 'text',
					modelOptions: { temperature, temperatureSpread: 0, seed: firstSeed, maxTokens: tokensPerClone },
					requestOptions: { extraBody: '{ "ignore_eos": true }' },
					receiptOptions: { receiptOutput: true, measurePace: '={{ $json.body.measurePace }}' },
				},
			},
			{ name: 'Receipt', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [440, 0], parameters: {} },
		],
		connections: {
			Webhook: { main: [[{ node: 'Fan-Out', type: 'main', index: 0 }]] },
			// The first output carries the clones, the second one the receipt.
			'Fan-Out': { main: [[], [{ node: 'Receipt', type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	};
}

const credentialName = 'Bench vLLM';

export function benchCredential(baseUrl: string, apiKey: string): N8nCredential {
	return { name: credentialName, type: 'vllmApi', data: { url: baseUrl, apiKey } };
}
