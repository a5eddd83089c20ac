import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureN8n } from '../../scripts/real-n8n/ensureN8n.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { idOf, type Workflow } from '../../scripts/real-n8n/workflow.mts';
import { waitUntil } from '../../scripts/shared/waitUntil.mts';
import { listenOnNewPort } from '../support/listenOnNewPort';
import { startCollector, type CollectedSpan, type Collector } from '../support/startCollector';
import { call, toolOutputsIn } from '../support/toolOf';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';

const clones = (options: object, groups: object = {}) => ({
	name: 'Clones',
	type: 'n8n-nodes-shadow-clones.shadowCloneFanOut',
	typeVersion: 1,
	credentials: { vllmApi: { name: 'vLLM account' } },
	parameters: {
		task: '={{ $json.body.task }}',
		model: { __rl: true, mode: 'id', value: 'double-1b' },
		clones: 5,
		differBy: 'sampling',
		answerFormat: 'text',
		options,
		...groups,
	},
});
const vote = {
	name: 'Vote',
	type: 'n8n-nodes-shadow-clones.cloneEvaluator',
	typeVersion: 1,
	parameters: { scoreBy: ['vote'], answerForm: 'number', options: {} },
};
const request = (type: string, url: string, parameters: object = {}) => ({
	name: 'Look up',
	type,
	typeVersion: 4.2,
	parameters: { url, options: {}, ...parameters },
});

/** A webhook, or what starts a sub-workflow, and nodes one after the other. */
function chain(name: string, nodes: readonly object[], connections: object = {}): Workflow {
	const first =
		name === 'inner'
			? { name: 'Start', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1.1, parameters: { inputSource: 'passthrough' } }
			: {
					name: 'Start',
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2.1,
					webhookId: name,
					parameters: { httpMethod: 'POST', path: name, responseMode: 'lastNode', options: {} },
				};
	const all = [first, ...nodes] as ReadonlyArray<{ readonly name: string; readonly type: string }>;
	const inLine = all.filter(({ type }) => !type.endsWith('Tool'));
	const main = inLine.slice(0, -1).map(({ name: from }, index) => {
		return [from, { main: [[{ node: inLine[index + 1]!.name, type: 'main', index: 0 }]] }];
	});
	return {
		name,
		nodes: all.map((node, index) => ({ id: `node-${index}`, ...node, position: [index * 220, 0] })),
		connections: { ...Object.fromEntries(main), ...connections },
		settings: { executionOrder: 'v1' },
	} as unknown as Workflow;
}

describe("n8n's own tracing, with an OpenTelemetry collector beside a real n8n", () => {
	let folder: string;
	let n8n: RunningN8n;
	let collector: Collector;
	let double: VllmDouble;
	let looked: Server;
	const lookUps: IncomingHttpHeaders[] = [];

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-tracing-'));
		collector = await startCollector(await ensureN8n());
		double = await startVllmDouble({
			answer: (body) =>
				(body['tools'] as unknown[] | undefined)?.length && toolOutputsIn(body).length === 0
					? { toolCalls: [call('Look_up', {})] }
					: 'Three apples and five apples are, all in all, 8 apples: 8.',
			stepMs: 2,
		});
		looked = createServer(({ headers }, response) => {
			lookUps.push(headers);
			response.end(JSON.stringify({ text: 'There.' }));
		});
		const address = `http://127.0.0.1:${await listenOnNewPort(looked)}`;
		const tool = request('n8n-nodes-base.httpRequestTool', address, { toolDescription: 'Looks up' });
		const hasTool = { 'Look up': { ai_tool: [[{ node: 'Clones', type: 'ai_tool', index: 0 }]] } };
		n8n = await startN8n({
			folder,
			env: { N8N_OTEL_ENABLED: 'true', N8N_OTEL_EXPORTER_OTLP_ENDPOINT: collector.address, OTEL_BSP_SCHEDULE_DELAY: '100' },
			workflows: [
				// Two at once, as no time is said to be saved where all at once were faster than can be.
				chain('traced', [clones({}, { receiptOptions: { measurePace: true }, limits: { clonesAtOnce: 2 } }), vote]),
				chain('inner', [request('n8n-nodes-base.httpRequest', address)]),
				chain('outer', [clones({ subWorkflow: { __rl: true, mode: 'id', value: idOf('workflow', 'inner') } })]),
				chain('with-tool', [clones({}), tool], hasTool),
			],
			credentials: [{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } }],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await collector?.close();
		await double?.close();
		await new Promise((resolve) => (looked === undefined ? resolve(undefined) : looked.close(resolve)));
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	/** Runs a workflow, and resolves to the spans of its trace once its own has come. */
	async function trace(path: string): Promise<readonly CollectedSpan[]> {
		const before = collector.spans.length;
		const answer = await fetch(`${n8n.address}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ task: 'What is 3 + 5?' }),
		});
		expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('{')]);
		const isIts = ({ name, attributes }: CollectedSpan) => name === 'workflow.execute' && attributes['n8n.workflow.name'] === path;
		const find = () => collector.spans.slice(before).find(isIts);
		await waitUntil('The span of the workflow', () => Promise.resolve(find() !== undefined), { timeoutMs: 30_000, everyMs: 50 });
		return collector.spans.filter(({ traceId }) => traceId === find()?.traceId);
	}
	const spanOf = (spans: readonly CollectedSpan[], node: string) =>
		spans.find(({ name, attributes }) => name === 'node.execute' && attributes['n8n.node.name'] === node)!;

	it('has a span for each run of ours under that of its node, with clones, tokens, model, saved time and outcome', async () => {
		const spans = await trace('traced');
		const asked = spans.find(({ name }) => name === 'shadow_clones.fanOut')!;
		const node = spanOf(spans, 'Clones');
		expect(asked.parentId).toBe(node.spanId);
		expect(asked.attributes).toMatchObject({
			...{ 'gen_ai.operation.name': 'chat', 'gen_ai.response.model': 'double-1b', 'shadow_clones.kind': 'fanOut' },
			// One request more than clones: Measure Pace asks once alone before them.
			...{ 'shadow_clones.asked': 5, 'shadow_clones.answered': 5, 'shadow_clones.requests': 6, 'shadow_clones.retries': 0 },
			'gen_ai.usage.input_tokens': expect.any(Number) as number,
			'gen_ai.usage.output_tokens': expect.any(Number) as number,
			'shadow_clones.saved_ms': expect.any(Number) as number,
			'shadow_clones.run.id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
		});
		expect(asked.attributes['gen_ai.usage.output_tokens']).toBeGreaterThan(0);
		expect(Math.abs(asked.durationMs - Number(asked.attributes['shadow_clones.wall_ms']))).toBeLessThan(2);
		expect(asked.durationMs).toBeLessThanOrEqual(node.durationMs + 50);
		const voted = spans.find(({ name }) => name === 'shadow_clones.evaluation')!;
		expect(voted.parentId).toBe(spanOf(spans, 'Vote').spanId);
		expect(voted.attributes).toMatchObject({
			...{ 'shadow_clones.outcome': 'accepted', 'shadow_clones.outcome.by': 'Vote', 'shadow_clones.agreement': 1 },
		});
		expect(JSON.stringify(spans)).not.toMatch(/3 \+ 5|apples/);
	});

	it("puts the span of the node on every request to a model, so that the server's own spans are under it", async () => {
		const before = double.headers.length;
		const spans = await trace('traced');
		const node = spanOf(spans, 'Clones');
		const sent = double.headers.slice(before).map(({ traceparent }) => traceparent);
		expect(sent.length).toBeGreaterThanOrEqual(5);
		expect(new Set(sent)).toEqual(new Set([`00-${node.traceId}-${node.spanId}-01`]));
	});

	it.each([
		['outer', "a sub-workflow's calls"],
		['with-tool', "a tool's calls"],
	])('is one trace with %s: %s', async (path) => {
		lookUps.length = 0;
		const spans = await trace(path);
		expect(lookUps).toHaveLength(5);
		const traces = lookUps.map(({ traceparent = '' }) => String(traceparent).slice(3, 35));
		expect(new Set(traces)).toEqual(new Set([spans[0]!.traceId]));
		if (path === 'outer') expect(spans.filter(({ name }) => name === 'workflow.execute')).toHaveLength(6);
	});
});
