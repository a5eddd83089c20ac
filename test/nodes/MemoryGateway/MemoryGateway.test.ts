import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';
import { MemoryGateway } from '../../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { runInEngine } from '../../support/runInEngine';
import { startVllmDouble } from '../../support/vllmDouble/index.ts';

const file = join(mkdtempSync(join(tmpdir(), 'memory-gateway-')), 'memory.sqlite');

async function run(parameters: IDataObject, items: readonly IDataObject[] = [{}]) {
	const before = structuredClone(items);
	const ran = await runInEngine([{ name: 'memory', type: new MemoryGateway(), parameters: { namespace: 'tests', options: { file }, ...parameters } }], items);
	expect(items).toEqual(before);
	return ran.outputsOf('memory')[0] ?? [];
}

describe('Memory Gateway in n8n-core', () => {
	it('lets whoever comes first decide, and gives everyone that decision', async () => {
		const claimed = await run({ resource: 'decision', operation: 'claim', decision: 'refund', value: '={{ $json.who }}' }, [{ who: 'anna' }, { who: 'ben' }, { who: 'cleo' }]);
		expect(claimed.filter(({ json }) => json['claimed'] === true)).toHaveLength(1);
		expect(new Set(claimed.map(({ json }) => json['value'])).size).toBe(1);
		expect(claimed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect((await run({ resource: 'decision', operation: 'get', decision: 'refund' }))[0]?.json).toMatchObject({ found: true, value: claimed[0]?.json['value'] });
		expect((await run({ resource: 'decision', operation: 'get', decision: 'refund', namespace: 'others' }))[0]?.json).toEqual({ decision: 'refund', found: false });
		expect((await run({ resource: 'decision', operation: 'forget', decision: 'refund' }))[0]?.json).toEqual({ deleted: true, decisions: 1 });
		expect((await run({ resource: 'decision', operation: 'get', decision: 'refund' }))[0]?.json).toEqual({ decision: 'refund', found: false });
	});

	it('saves a candidate so that Cache Answers finds it, and clears it again', async () => {
		const double = await startVllmDouble();
		try {
			const fanOut = async () => {
				const parameters = { task: 'Say something.', clones: 1, options: { maxTokens: 8, cacheAnswers: { settings: { file, namespace: 'tests', keep: 'accepted' } } } };
				const ran = await runInEngine([{ name: 'clones', type: new ShadowCloneFanOut(), parameters }], [{}], { vllmApi: { url: double.baseUrl, apiKey: '' } });
				return ran.outputsOf('clones')[0]?.[0]?.json ?? {};
			};
			const candidate = await fanOut();
			expect((await run({ resource: 'answerCache', operation: 'save' }, [candidate]))[0]?.json).toEqual({ saved: true, answerKey: candidate['answerKey'] });
			expect(await fanOut()).toMatchObject({ text: candidate['text'], attempts: 0, cached: {} });
			expect(double.counters.received).toBe(1);
			expect((await run({ resource: 'answerCache', operation: 'clear' }))[0]?.json).toEqual({ deleted: true, answers: 1 });
			expect(await fanOut()).not.toHaveProperty('cached');
		} finally {
			await double.close();
		}
	});

	it('says in queue mode that what is kept stays on this host', async () => {
		vi.stubEnv('EXECUTIONS_MODE', 'queue');
		const parameters = { resource: 'decision', operation: 'get', decision: 'a', namespace: 'tests', options: { file } };
		const ran = await runInEngine([{ name: 'memory', type: new MemoryGateway(), parameters }], [{}]).finally(() => vi.unstubAllEnvs());
		expect(ran.hintsOf('memory')).toEqual([expect.stringContaining('workers on other hosts do not see')]);
	});

	it.each([
		[{ resource: 'decision', operation: 'get', decision: 'a', namespace: '={{ " " }}' }, 'Namespace is empty'],
		[{ resource: 'decision', operation: 'get', decision: '={{ "" }}' }, 'Decision is empty'],
		[{ resource: 'decision', operation: 'claim', decision: 'a', value: '={{ "" }}' }, 'Value is empty'],
		[{ resource: 'answerCache', operation: 'save' }, 'This item is no candidate with an answerKey'],
	])('refuses %j with a sentence', async (parameters, sentence) => {
		await expect(run(parameters)).rejects.toMatchObject({ message: expect.stringContaining(sentence), description: expect.any(String) });
	});
});
