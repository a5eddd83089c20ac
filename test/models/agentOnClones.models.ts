import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedModel, type RunningModelServer } from '../../scripts/embedded-model/startEmbeddedModel.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { withSubNodes, type Part } from '../e2e/withSubNodes.ts';

const langchain = '@n8n/n8n-nodes-langchain';
const agent: Part = {
	name: 'Agent',
	type: `${langchain}.agent`,
	typeVersion: 3.1,
	parameters: { promptType: 'define', text: '={{ $json.body.chatInput }}', options: { returnIntermediateSteps: true } },
};
const subNodes: readonly Part[] = [
	{
		name: 'Clones Model',
		type: 'n8n-nodes-shadow-clones.shadowCloneChatModel',
		slot: 'ai_languageModel',
		credentials: { vllmApi: { name: 'vLLM account' } },
		parameters: {
			model: { __rl: true, mode: 'list', value: '' },
			clones: 3,
			options: { seed: 1, maxTokens: 200 },
			limits: { cloneTimeoutSeconds: 900 },
		},
	},
	{ name: 'Calculator', type: `${langchain}.toolCalculator`, slot: 'ai_tool', parameters: {} },
];

interface Answer {
	readonly output: string;
	readonly intermediateSteps: ReadonlyArray<{
		readonly action: { readonly tool: string; readonly toolInput: unknown };
		readonly observation: string;
	}>;
}

/** The embedded model's server takes no tools, so its clones are asked in words. */
describe('an AI Agent on clones of a real small model, with a calculator', () => {
	let folder: string;
	let n8n: RunningN8n;
	let model: RunningModelServer;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-agent-'));
		model = await startEmbeddedModel();
		n8n = await startN8n({
			folder,
			workflows: [withSubNodes('agent', agent, subNodes), withSubNodes('agent-streams', agent, subNodes, { responseMode: 'streaming' })],
			credentials: [{ name: 'vLLM account', type: 'vllmApi', data: { url: model.baseUrl, apiKey: '' } }],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await model?.stop();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	// On a busy machine, a small model takes longer than fetch waits by itself.
	const patient = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
	const ask = async (path: string, chatInput: string) => {
		const response = await fetch(`${n8n.address}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ chatInput }),
			dispatcher: patient,
		});
		const text = await response.text();
		if (response.status !== 200) throw new Error(`${response.status}: ${text}\n${(await n8n.readLog()).slice(-3000)}`);
		return text;
	};

	it('calculates by the tool, and answers with what it gave', async () => {
		const { output, intermediateSteps } = JSON.parse(await ask('agent', 'What is 48 + 94?')) as Answer;
		expect(intermediateSteps.map(({ action }) => action.tool)).toContain('Calculator');
		expect(intermediateSteps.map(({ observation }) => observation).join('\n')).toContain('142');
		expect(output).toContain('142');
	});

	it('streams its answer', async () => {
		const lines = (await ask('agent-streams', 'What is 48 + 94?')).split('\n').filter((line) => line !== '');
		const pieces = lines
			.map((line) => JSON.parse(line) as { readonly type: string; readonly content?: string })
			.filter(({ type }) => type === 'item')
			.map(({ content = '' }) => content);
		expect(pieces.join('')).toContain('142');
	});
});
