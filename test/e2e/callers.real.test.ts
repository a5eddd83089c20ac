import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';
import { addTask, readTemplate } from './templates.ts';

/** As its user leaves it who follows the sentence in the sticky. */
function withSecret(template: Workflow): Workflow {
	const nodes = template.nodes.map((node) =>
		node.type === 'n8n-nodes-base.webhook'
			? {
					...node,
					webhookId: crypto.randomUUID(),
					parameters: { ...node.parameters, path: 'with-secret', authentication: 'headerAuth' },
					credentials: { httpHeaderAuth: { name: 'Header Auth account' } },
				}
			: node,
	);
	return { ...template, name: 'With a secret', nodes };
}

describe('the webhook of a template in a real n8n', () => {
	let folder: string;
	let n8n: RunningN8n;
	let double: VllmDouble;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-callers-'));
		double = await startVllmDouble({ answer: () => '```js\nfunction add(a, b) { return a + b; }\n```' });
		n8n = await startN8n({
			folder,
			workflows: [readTemplate(), withSecret(readTemplate())],
			credentials: [
				{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } },
				{ name: 'Header Auth account', type: 'httpHeaderAuth', data: { name: 'X-Secret', value: 'open sesame' } },
			],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const call = async (path: string, headers: Record<string, string> = {}) => {
		const answer = await fetch(`${n8n.address}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: JSON.stringify(addTask),
		});
		return { status: answer.status, text: await answer.text() };
	};

	it('lets anyone in as it was imported', async () => {
		expect(await call('code-variations')).toMatchObject({ status: 200, text: expect.stringContaining('function add') });
	});

	it('lets in only callers with the secret, once Authentication says so and a credential is there', async () => {
		const before = double.requests.length;
		expect((await call('with-secret')).status).toBe(403);
		expect((await call('with-secret', { 'X-Secret': 'open barley' })).status).toBe(403);
		expect(double.requests).toHaveLength(before);
		expect(await call('with-secret', { 'X-Secret': 'open sesame' })).toMatchObject({
			status: 200,
			text: expect.stringContaining('function add'),
		});
	});
});
