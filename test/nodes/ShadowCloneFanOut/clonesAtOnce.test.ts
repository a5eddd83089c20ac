import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { runInEngine } from '../../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../../support/vllmDouble/index.ts';
import { inGroups } from '../../support/inGroups';

let double: VllmDouble;
beforeEach(async () => (double = await startVllmDouble({ stepMs: 'manual', models: ['m'] })));
afterEach(async () => await double.close());

const node = (name: string, options: IDataObject, parameters: IDataObject = {}) => ({
	name,
	type: new ShadowCloneFanOut(),
	parameters: {
		task: 'x',
		clones: 6,
		model: { __rl: true, mode: 'id', value: 'm' },
		...inGroups(new ShadowCloneFanOut(), { maxTokens: 4, ...options }),
		...parameters,
	},
});
const run = async (nodes: ReturnType<typeof node>[], workflow: string, items: IDataObject[] = [{}]) =>
	await runInEngine(nodes, items, { vllmApi: { url: double.baseUrl, apiKey: '' } }, undefined, {}, workflow);

/** Lets the server answer until all runs have ended, and tells how many requests it had at most. */
async function most(...running: Array<Promise<unknown>>): Promise<number> {
	let ended = false;
	const all = Promise.all(running).finally(() => (ended = true));
	while (!ended) {
		await new Promise((resolve) => setTimeout(resolve, 5));
		double.step(10);
	}
	await all;
	return double.counters.peakInFlight;
}

describe('Clones At Once in n8n-core', () => {
	it('holds for all items of a node, and for all executions of its workflow at the same time', async () => {
		const limited = [node('a', { clonesAtOnce: 2 })];
		expect(await most(run(limited, 'one', [{}, {}]), run(limited, 'one'))).toBe(2);
		expect(double.counters.completed).toBe(18);
	});

	it('binds neither another workflow with the same node nor a node beside it, while it is at work or afterwards', async () => {
		const limited = run([node('a', { clonesAtOnce: 1 })], 'one');
		await double.until(() => double.counters.inFlight === 1);
		const other = run([node('a', {})], 'two');
		await double.until(() => double.counters.inFlight === 7);
		const beside = run([node('b', {})], 'one');
		await double.until(() => double.counters.inFlight === 13);
		expect(await most(limited, other, beside)).toBe(13);
		const afterwards = run([node('a', {}, { clones: 20 })], 'one');
		await double.until(() => double.counters.inFlight === 20);
		await most(afterwards);
	});

	it('is not lifted by another workflow that leaves it out or has a higher number', async () => {
		const limited = run([node('a', { clonesAtOnce: 1 })], 'one');
		await double.until(() => double.counters.inFlight === 1);
		const others = [run([node('a', {}, { clones: 3 })], 'two'), run([node('a', { clonesAtOnce: 4 }, { clones: 4 })], 'three')];
		await double.until(() => double.counters.inFlight === 8);
		expect(await most(limited, ...others)).toBe(8);
	});

	it('counts a sub-workflow as a clone', async () => {
		let [atWork, peak] = [0, 0];
		const services = {
			executeWorkflow: async () => {
				peak = Math.max(peak, ++atWork);
				await new Promise((resolve) => setTimeout(resolve, 5));
				atWork--;
				return { executionId: 's', data: [[{ json: { text: 'Done.' } }]] };
			},
		};
		const clones = node('a', { clonesAtOnce: 2, subWorkflow: { __rl: true, mode: 'id', value: 'other' } });
		await runInEngine([clones], [{}], { vllmApi: { url: double.baseUrl, apiKey: '' } }, undefined, services);
		expect(peak).toBe(2);
	});
});
