import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedModel } from '../../scripts/embedded-model/startEmbeddedModel.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { askTemplate, type CodeTask } from '../../scripts/start/askTemplate.mts';
import { startVllm } from '../../scripts/vllm-cpu/startVllm.mts';
import { VllmUnavailableError } from '../../scripts/vllm-cpu/vllmUnavailableError.mts';
import { readTemplate, variantOf } from './templates.ts';

const task: CodeTask = {
	name: 'largest',
	task: 'Write a JavaScript function largest(numbers) that returns the largest number in an array.',
	language: 'javascript',
	tests: 'assert.equal(largest([3, 9, 2]), 9);\nassert.equal(largest([-5, -2, -8]), -2);',
};

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
		servers.set('keyless', await startEmbeddedModel());
		servers.set('keyed', await startEmbeddedModel({ apiKey: 'sesame' }));
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
			workflows: paths.map(({ path }) => variantOf(readTemplate(), { path, credential: path })),
			credentials: paths.map(({ path, server, apiKey }) => ({ name: path, type: 'vllmApi', data: { url: servers.get(server)?.baseUrl, apiKey } })),
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
		expect(receipt.tokens.completion).toBe(variations.reduce((sum, { tokens }) => sum + (tokens ?? Number.NaN), 0));
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
		const receipt = await answerThrough('vllm');
		expect(receipt.models).toEqual([servers.get('vllm')?.model]);
	});
});
