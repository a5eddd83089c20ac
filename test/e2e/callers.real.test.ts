import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';
import { addTask, readTemplate, variantOf } from './templates.ts';

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
	let pooled: readonly [VllmDouble, VllmDouble];

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-callers-'));
		const answer = () => '```js\nfunction add(a, b) { return a + b; }\n```';
		double = await startVllmDouble({ answer });
		pooled = [await startVllmDouble({ answer, stepMs: 'manual' }), await startVllmDouble({ answer, stepMs: 'manual', apiKey: 'sesame' })];
		n8n = await startN8n({
			folder,
			workflows: [readTemplate(), withSecret(readTemplate()), variantOf(readTemplate(), { path: 'pooled', credential: 'pooled' })],
			credentials: [
				{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } },
				{
					name: 'pooled',
					type: 'vllmApi',
					data: {
						url: pooled[0].baseUrl,
						apiKey: '',
						moreServers: { values: [{ url: pooled[1].baseUrl, apiKey: 'sesame', weight: 1 }] },
						sessionHeader: 'X-Session-ID',
					},
				},
				{ name: 'Header Auth account', type: 'httpHeaderAuth', data: { name: 'X-Secret', value: 'open sesame' } },
			],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		for (const each of pooled ?? []) await each.close();
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

	it('loses no clone when one of two servers of its credential dies in the middle; each has its own key, and all requests one session and one trace', async () => {
		const [first, second] = pooled;
		const called = call('pooled');
		// Each double looks only when something happens to itself.
		while (first.counters.inFlight + second.counters.inFlight < 5) await new Promise((resolve) => setTimeout(resolve, 10));
		expect([first.counters.received, second.counters.received].sort()).toEqual([2, 3]);
		const before = first.counters.received;
		await first.close();
		await second.until(() => second.counters.received === 5);
		const ticking = setInterval(() => second.step(50), 1);
		const { status, text } = await called.finally(() => clearInterval(ticking));
		expect(status).toBe(200);
		expect((JSON.parse(text) as { receipt: object }).receipt).toMatchObject({ asked: 5, answered: 5, missing: [] });
		const sent = [...first.headers, ...second.headers];
		expect(sent).toHaveLength(5 + before);
		expect(new Set(sent.map((headers) => headers['x-session-id'])).size).toBe(1);
		expect(new Set(sent.map(({ traceparent = '' }) => traceparent.slice(0, 35))).size).toBe(1);
		expect(sent[0]?.['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
		expect(first.headers.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
	});
});
