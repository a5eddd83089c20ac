import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../../nodes/CloneEvaluator/CloneEvaluator.node';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { candidateOf } from '../../engine/evaluate/candidateOf';
import { runInEngine } from '../../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../../support/vllmDouble/index.ts';
import { inGroups } from '../../support/inGroups';

let doubles: readonly [VllmDouble, VllmDouble];
beforeEach(async () => (doubles = [await startVllmDouble(), await startVllmDouble({ apiKey: 'sesame' })]));
afterEach(async () => {
	for (const double of doubles) await double.close();
});

const pooled = (more: IDataObject = {}): IDataObject => ({
	url: `${doubles[0].baseUrl}?api-key=planted-query`,
	apiKey: '',
	moreServers: { values: [{ url: doubles[1].baseUrl, apiKey: 'sesame', weight: 1 }] },
	...more,
});

async function run(vllmApi: IDataObject, options: IDataObject = {}, services: Partial<IWorkflowExecuteAdditionalData> = {}) {
	const parameters = {
		task: 'Say something.',
		clones: 4,
		...inGroups(new ShadowCloneFanOut(), { maxTokens: 8, receiptOutput: true, ...options }),
	};
	const ran = await runInEngine([{ name: 'clones', type: new ShadowCloneFanOut(), parameters }], [{}], { vllmApi }, undefined, services);
	const [clones = [], receipts = []] = ran.outputsOf('clones');
	return { clones: clones.map(({ json }) => json['details'] as IDataObject), receipt: receipts[0]?.json['details'] as IDataObject };
}

describe('ShadowCloneFanOut with several servers in one credential, in n8n-core', () => {
	it('asks each with its own key, and names it without query and key in candidates and receipt', async () => {
		const { clones, receipt } = await run(pooled());
		expect(doubles.map(({ counters }) => counters.received)).toEqual([2, 2]);
		expect(clones.map(({ server }) => server).toSorted()).toEqual(doubles.flatMap(({ baseUrl }) => [baseUrl, baseUrl]).toSorted());
		expect(receipt['servers']).toEqual(expect.arrayContaining(doubles.map(({ baseUrl }) => ({ server: baseUrl, answered: 2 }))));
		expect(JSON.stringify([clones, receipt])).not.toMatch(/sesame|planted/);
		expect(doubles[0].headers.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
	});

	it('names no server where there is one, also when it stands there twice', async () => {
		const { clones, receipt } = await run({
			url: doubles[0].baseUrl,
			moreServers: { values: [{ url: ` ${doubles[0].baseUrl}/ ` }, { url: '' }] },
		});
		for (const details of [...clones, receipt]) expect(Object.keys(details).filter((name) => name.startsWith('server'))).toEqual([]);
		expect(doubles[0].counters.received).toBe(4);
	});

	it('gives the server of Base URL the weight of the row that names it again', async () => {
		const first = doubles[0].baseUrl;
		const second = { url: doubles[1].baseUrl, apiKey: 'sesame' };
		await run({ url: first, moreServers: { values: [second, { url: `${first}/`, weight: 3 }] } });
		expect(doubles.map(({ counters }) => counters.received)).toEqual([3, 1]);
	});

	it('takes an address with two keys for two servers', async () => {
		const { clones, receipt } = await run({
			url: doubles[1].baseUrl,
			apiKey: 'wrong-key-of-somebody',
			moreServers: { values: [{ url: doubles[1].baseUrl, apiKey: 'sesame' }] },
		});
		expect(clones).toHaveLength(4);
		expect(receipt['notes']).toEqual([expect.stringMatching(/does not accept the API key.*Other servers take its clones\.$/)]);
		expect(JSON.stringify(receipt)).not.toContain('wrong-key-of-somebody');
	});

	it('finds its answers again in the cache whichever servers are left, and in another order', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'several-servers-'));
		const cached = { maxTokens: 64, cacheAnswers: { settings: { file: join(folder, 'memory.sqlite') } } };
		await run(pooled(), cached);
		const turned = { url: doubles[1].baseUrl, apiKey: 'sesame', moreServers: { values: [{ url: doubles[0].baseUrl, weight: 2 }] } };
		expect((await run(turned, cached)).receipt).toMatchObject({ cacheHits: 4, requests: 0 });
		rmSync(folder, { recursive: true, force: true });
	});

	it.each([0, -1, '', 'much'])('refuses the weight %j and says in which row it stands', async (weight) => {
		const credentials = pooled({ moreServers: { values: [{ url: doubles[1].baseUrl, weight }] } });
		await expect(run(credentials)).rejects.toThrow(/Weight in row 1 of More Servers/);
	});

	it('says of all servers why none can be used', async () => {
		const dead = ['9', '10', '11', '12'].map((port) => ({ url: `http://127.0.0.1:${port}/v1?key=planted` }));
		const failing = run(pooled({ ...dead[0], moreServers: { values: dead.slice(1) } }));
		await expect(failing).rejects.toThrow(
			/^Nothing listens at http:\/\/127\.0\.0\.1:9\/v1.*\. Nothing listens at .*:10\/v1.*\. Nothing listens at .*:11\/v1.*\. 1 more of them cannot be used either\.$/,
		);
		await expect(failing).rejects.not.toThrow('planted');
	});

	it('says in which row an address is none', async () => {
		await expect(run(pooled({ moreServers: { values: [{ url: 'my server' }] } }))).rejects.toThrow(
			/^Row 1 of More Servers: "my server" is not/,
		);
	});

	it('says in which row a key has no address, and counts rows as they stand on screen', async () => {
		const failing = run(pooled({ moreServers: { values: [{ url: '' }, { url: ' ', apiKey: 'planted' }] } }));
		await expect(failing).rejects.toThrow(/^Row 2 of More Servers has an API Key and no Base URL$/);
		await expect(run(pooled({ moreServers: { values: [{ url: '' }, { url: 'my server' }] } }))).rejects.toThrow(/^Row 2 of More Servers: /);
	});
});

describe('what every request of a run carries, in n8n-core', () => {
	const sent = (name: string) => doubles.flatMap(({ headers }) => headers.map((each) => each[name]));

	it('is the id of the run under the name in the credential, one for each run', async () => {
		const { clones } = await run(pooled({ sessionHeader: ' X-Session-ID ' }));
		const id = (clones[0]?.['run'] as IDataObject)['id'];
		expect(sent('x-session-id')).toEqual([id, id, id, id]);
		await run(pooled({ sessionHeader: 'x-session-id' }));
		expect(new Set(sent('x-session-id')).size).toBe(2);
	});

	it('is one trace for all nodes of an execution', async () => {
		await run(pooled());
		const judge = { name: 'judge', type: new CloneEvaluator(), parameters: { scoreBy: ['judge'] } };
		await runInEngine([judge], [candidateOf('a', 1), candidateOf('b', 2)] as unknown as IDataObject[], { vllmApi: pooled() });
		const traces = sent('traceparent').map(String);
		expect(traces.length).toBeGreaterThan(4);
		for (const trace of traces) expect(trace).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
		expect(new Set(traces.map((trace) => trace.slice(3, 35))).size).toBe(1);
		await run(pooled(), {}, { executionId: 'another' });
		expect(new Set(sent('traceparent').map((trace) => String(trace).slice(3, 35))).size).toBe(2);
	});

	it("is n8n's own trace where n8n traces", async () => {
		const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
		const otel = {
			injectTraceHeaders: (execution: string, node: string | undefined, headers: Record<string, string>) =>
				Object.assign(headers, { traceparent, tracestate: `${execution}=${node}` }),
		};
		await run(pooled(), {}, { otel });
		expect(new Set(sent('traceparent'))).toEqual(new Set([traceparent]));
		expect(new Set(sent('tracestate'))).toEqual(new Set(['test=clones']));
	});

	it('yields to a header of the credential', async () => {
		await run(pooled({ headers: { values: [{ name: 'TraceParent', value: 'mine' }] } }));
		expect(new Set(sent('traceparent'))).toEqual(new Set(['mine']));
	});

	it('is refused under a name that no header may have', async () => {
		await expect(run(pooled({ sessionHeader: 'x session: id' }))).rejects.toThrow(/^Session Header holds a character/);
		expect(sent('traceparent')).toEqual([]);
	});

	it('is refused under a name that Headers has, too, and no value is told', async () => {
		const headers = { values: [{ name: 'X-Team', value: 'planted-value' }] };
		const failing = run(pooled({ sessionHeader: ' x-team', headers }));
		await expect(failing).rejects.toThrow(/^Session Header is "x-team", and Headers sets that, too/);
		await expect(failing).rejects.not.toThrow('planted-value');
		expect(sent('traceparent')).toEqual([]);
	});

	it.each(['Authorization', 'content-length', 'Content-Encoding', 'HOST', 'connection', 'traceparent'])(
		'is refused under %s, which the request needs itself',
		async (sessionHeader) => {
			await expect(run(pooled({ sessionHeader }))).rejects.toThrow(`Session Header is "${sessionHeader.toLowerCase()}"`);
			expect(sent('traceparent')).toEqual([]);
		},
	);
});
