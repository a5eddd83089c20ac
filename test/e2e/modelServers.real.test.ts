import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedModel } from '../../scripts/embedded-model/startEmbeddedModel.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { askTemplate, type CodeTask } from '../../scripts/start/askTemplate.mts';
import { startVllm } from '../../scripts/vllm-cpu/startVllm.mts';
import { VllmUnavailableError } from '../../scripts/vllm-cpu/vllmUnavailableError.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { expectKey } from '../contracts/expectKey';
import { readTemplate, variantOf } from './templates.ts';

const task: CodeTask = {
	name: 'largest',
	task: 'Write a JavaScript function largest(numbers) that returns the largest number in an array.',
	language: 'javascript',
	tests: 'assert.equal(largest([3, 9, 2]), 9);\nassert.equal(largest([-5, -2, -8]), -2);',
};

const arithmetic = {
	name: 'Arithmetic vote',
	nodes: [
		{
			id: 'ask',
			name: 'Question',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			position: [0, 0],
			webhookId: 'a217e15e-0000-4a1a-9000-00000000c0de',
			parameters: { httpMethod: 'POST', path: 'arithmetic', responseMode: 'lastNode', responseData: 'allEntries', options: {} },
		},
		{
			id: 'clones',
			name: 'Ask five clones',
			type: 'n8n-nodes-shadow-clones.shadowCloneFanOut',
			typeVersion: 1,
			position: [220, 0],
			credentials: { vllmApi: { name: 'vllm' } },
			parameters: {
				task: '={{ $json.body.question }}',
				model: { __rl: true, mode: 'list', value: '' },
				clones: 5,
				differBy: 'sampling',
				answerFormat: 'text',
				modelOptions: { maxTokens: 60, seed: 7 },
			},
		},
		{
			id: 'vote',
			name: 'Vote',
			type: 'n8n-nodes-shadow-clones.cloneEvaluator',
			typeVersion: 1,
			position: [440, 0],
			parameters: { scoreBy: ['vote'], answerForm: 'number', output: 'best', options: { acceptWithoutAgreement: true } },
		},
	],
	connections: {
		Question: { main: [[{ node: 'Ask five clones', type: 'main', index: 0 }]] },
		'Ask five clones': { main: [[{ node: 'Vote', type: 'main', index: 0 }]] },
	},
	settings: { executionOrder: 'v1' },
} as unknown as Workflow;

interface Server {
	readonly baseUrl: string;
	readonly model: string;
	stop(): Promise<void>;
}

describe('five clones in a real n8n', () => {
	let folder: string;
	let n8n: RunningN8n;
	let vllmUnavailable: string | undefined;
	const servers = new Map<string, Server>();

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		servers.set('keyless', await startEmbeddedModel({ model: 'tiny' }));
		servers.set('keyed', await startEmbeddedModel({ model: 'tiny', apiKey: 'sesame' }));
		try {
			servers.set('vllm', await startVllm({ apiKey: 'sesame' }));
		} catch (error) {
			if (!(error instanceof VllmUnavailableError)) throw error;
			vllmUnavailable = error.message;
		}
		const paths = [
			{ path: 'keyless', server: 'keyless', apiKey: '' },
			{ path: 'keyed', server: 'keyed', apiKey: 'sesame' },
			{ path: 'wrong-key', server: 'keyed', apiKey: 'open' },
			{ path: 'vllm', server: 'vllm', apiKey: 'sesame' },
		].filter(({ server }) => servers.has(server));
		n8n = await startN8n({
			folder,
			workflows: [
				...paths.map(({ path }) => variantOf(readTemplate(), { path, credential: path })),
				...(servers.has('vllm') ? [arithmetic] : []),
			],
			credentials: paths.map(({ path, server, apiKey }) => ({
				name: path,
				type: 'vllmApi',
				data: { url: servers.get(server)?.baseUrl, apiKey },
			})),
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		for (const server of servers.values()) await server.stop();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const answerThrough = async (path: string) => {
		const { best, others, receipt } = await askTemplate(`${n8n.address}/webhook/${path}`, task, { maxTokens: 100 });
		const variations = [...(best ? [best] : []), ...others];
		expect(variations.map(({ clone }) => clone).sort()).toEqual([1, 2, 3, 4, 5]);
		expect(new Set(variations.map(({ approach }) => approach)).size).toBe(5);
		for (const { reason, tokens } of variations) {
			expect(reason).toMatch(/\S/);
			expect(tokens).toBeGreaterThan(0);
		}
		expect(receipt).toMatchObject({ asked: 5, answered: 5, missing: [] });
		const written = variations.reduce((sum, { tokens }) => sum + (tokens ?? Number.NaN), 0);
		// The first run also has the call that measures the pace.
		if (receipt.requests === 5) expect(receipt.tokens.completion).toBe(written);
		else expect(receipt.tokens.completion).toBeGreaterThan(written);
		expect(receipt.tokens.prompt).toBeGreaterThan(0);
		expect(receipt.requests).toBeGreaterThanOrEqual(5);
		return receipt;
	};

	it('answer through the embedded model without a key', async () => {
		const receipt = await answerThrough('keyless');
		expect(receipt.models).toEqual([servers.get('keyless')?.model]);
	});

	it('answer through the embedded model that asks for a key', async () => {
		await answerThrough('keyed');
	});

	it('say that the key is wrong', async () => {
		await expect(askTemplate(`${n8n.address}/webhook/wrong-key`, task)).rejects.toThrow(/key/i);
	});

	it('answer through a real vLLM that asks for a key', async ({ skip }) => {
		skip(vllmUnavailable !== undefined, vllmUnavailable);
		await expectKey(servers.get('vllm')?.baseUrl ?? '', 'sesame');
		const receipt = await answerThrough('vllm');
		expect(receipt.models).toEqual([servers.get('vllm')?.model]);
	});

	const post = async (path: string, body: object) => {
		const response = await fetch(`${n8n.address}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		const text = await response.text();
		if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
		return JSON.parse(text) as unknown;
	};

	it('are picked among without tests, by the examples of the task and how alike they behave, through a real vLLM', async ({ skip }) => {
		skip(vllmUnavailable !== undefined, vllmUnavailable);
		const answer = (await post('vllm', {
			task: `${task.task} For example largest([3, 9, 2]) returns 9.`,
			language: 'javascript',
			maxTokens: 100,
		})) as {
			others: Array<{ reason: string }>;
			best: { reason: string } | null;
			evaluation: {
				candidates: number;
				scored: number;
				requests: number;
				tokens: { completion: number };
				scorers: Array<{ scorer: string }>;
			};
		};
		expect(answer.evaluation.scorers.map(({ scorer }) => scorer)).toEqual(['executionAgreement']);
		expect(answer.evaluation).toMatchObject({ candidates: 5, scored: 5 });
		// The drafts of the model, whatever they are, and what it said where some tied.
		expect(answer.evaluation.requests).toBeGreaterThanOrEqual(1);
		expect(answer.evaluation.tokens.completion).toBeGreaterThan(0);
		for (const { reason } of [...answer.others, ...(answer.best === null ? [] : [answer.best])])
			expect(reason).toMatch(/examples passed|no code|which function|throws|cannot be read|ended/i);
	});

	it('vote on a sum through a real vLLM', async ({ skip }) => {
		skip(vllmUnavailable !== undefined, vllmUnavailable);
		const items = (await post('arithmetic', { question: 'What is 2 + 2? Answer with the number only.' })) as Array<{
			details: { answer: string; evaluation: { candidates: number; agreement: number; scored: number } };
		}>;
		expect(items).toHaveLength(1);
		expect(items[0]?.details.answer).toMatch(/^-?[\d.]+$/);
		expect(items[0]?.details.evaluation.candidates).toBe(5);
		expect(items[0]?.details.evaluation.agreement).toBeGreaterThan(0);
	});
});
