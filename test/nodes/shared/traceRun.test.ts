import type { ITaskMetadata } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../../nodes/CloneEvaluator/CloneEvaluator.node';
import type { RunFigures } from '../../../nodes/engine/receipts/keptReceipt';
import { traceRun } from '../../../nodes/shared/traceRun';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { runInEngine } from '../../support/runInEngine';
import { startVllmDouble } from '../../support/vllmDouble/index.ts';

const figures: RunFigures = {
	...{ kind: 'fanOut', models: ['small'], asked: 5, answered: 4, requests: 6, retries: 1, wallMs: 100 },
	tokens: { prompt: 50, completion: 20, cached: 10, unknown: 0 },
};

it("puts clones, tokens, model and outcome on n8n's span, added up over the items", async () => {
	const double = await startVllmDouble({ answer: () => 'The answer is 8.' });
	const ask = {
		task: 'What is 3 + 5?',
		clones: 3,
		model: { __rl: true, mode: 'id', value: 'double-1b' },
		receiptOptions: { keepReceipts: false },
	};
	const { run } = await runInEngine(
		[
			{ name: 'Ask', type: new ShadowCloneFanOut(), parameters: ask, outputs: [['Pick']] },
			{ name: 'Pick', type: new CloneEvaluator(), parameters: { scoreBy: ['vote'], voteOn: 'number', options: {} } },
		],
		[{}, {}],
		{ vllmApi: { url: double.baseUrl, apiKey: '' } },
	);
	await double.close();
	const spanOf = (name: string) => run.data.resultData.runData[name]?.[0]?.metadata?.tracing;
	expect(spanOf('Ask')).toMatchObject({
		'gen_ai.operation.name': 'chat',
		'gen_ai.response.model': 'double-1b',
		'gen_ai.usage.input_tokens': expect.any(Number) as number,
		'shadow_clones.kind': 'fanOut',
		'shadow_clones.asked': 6,
		'shadow_clones.answered': 6,
		'shadow_clones.requests': 6,
	});
	expect(spanOf('Pick')).toMatchObject({
		'shadow_clones.outcome': 'accepted',
		'shadow_clones.outcome.by': 'Vote',
		'shadow_clones.asked': 6,
	});
	expect(JSON.stringify([spanOf('Ask'), spanOf('Pick')])).not.toContain('3 + 5');
});

it('leaves out what is not known, and the saved time where no pace was measured', () => {
	let set: ITaskMetadata = {};
	traceRun({ setMetadata: (metadata) => (set = metadata) }, { ...figures, tokens: { prompt: 0, completion: 0, cached: 0, unknown: 4 } });
	expect(Object.keys(set.tracing ?? {}).filter((name) => /usage|saved/.test(name))).toEqual([]);
	traceRun({ setMetadata: (metadata) => (set = metadata) }, { ...figures, savedMs: 1200 });
	expect(set.tracing).toMatchObject({ 'gen_ai.usage.input_tokens': 50, 'gen_ai.usage.output_tokens': 20, 'shadow_clones.saved_ms': 1200 });
});

it('does nothing where n8n has no spans, or will not have them', () => {
	traceRun({}, figures);
	const setMetadata = () => {
		throw new Error('no');
	};
	traceRun({ setMetadata }, figures);
});

describe('where n8n traces', () => {
	const api = Symbol.for('opentelemetry.js.api.1');
	const world = globalThis as { [api]?: unknown };
	const before = world[api];
	afterEach(() => void (world[api] = before));
	const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
	const context = {
		getExecutionId: () => '1',
		additionalData: {
			otel: { injectTraceHeaders: (_: string, __: string, headers: Record<string, string>) => (headers['traceparent'] = parent) },
		},
	};

	it("writes a span of the run's own under that of the node, as long as the run was", () => {
		const spans: Array<{ name: string; parent: object; ms: number; attributes: object }> = [];
		const startSpan = (name: string, { startTime, attributes }: { startTime: Date; attributes: object }, under: object) => ({
			end: (at: Date) => spans.push({ name, parent: under, ms: at.getTime() - startTime.getTime(), attributes }),
		});
		world[api] = {
			trace: { getTracer: (name: string) => ({ startSpan: name === 'n8n-nodes-shadow-clones' ? startSpan : undefined }) },
			context: { active: () => ({}) },
			propagation: {
				extract: (_: object, carrier: object, { get }: { get(from: object, name: string): string }) => ({
					under: get(carrier, 'traceparent'),
				}),
			},
		};
		traceRun(context, { ...figures, runId: 'r' });
		traceRun({ getExecutionId: () => '1' }, figures);
		expect(spans).toMatchObject([
			{
				...{ name: 'shadow_clones.fanOut', parent: { under: parent }, ms: 100 },
				attributes: {
					'gen_ai.response.model': 'small',
					'gen_ai.usage.input_tokens': 50,
					'shadow_clones.asked': 5,
					'shadow_clones.run.id': 'r',
				},
			},
		]);
		expect(Object.values(spans[0]!.attributes)).not.toContain(undefined);
	});

	it.each([
		['nothing', undefined],
		['half of it', { trace: { getTracer: () => ({}) } }],
		['what throws', { trace: { getTracer: () => ({}) }, context: { active: () => ({}) }, propagation: { extract: () => ({}) } }],
	])('goes on where its API is %s', (_, given) => {
		world[api] = given;
		traceRun(context, figures);
	});
});
