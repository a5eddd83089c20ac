import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { openStore } from '../../../nodes/shared/openStore';
import { runInEngine } from '../../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../../support/vllmDouble/index.ts';
import { inGroups } from '../../support/inGroups';

let double: VllmDouble;
const folder = mkdtempSync(join(tmpdir(), 'cache-answers-'));
const file = join(folder, 'memory.sqlite');
const open = async () =>
	await openStore({ getCredentials: async () => ({}) as never, helpers: { isFilePathBlocked: () => false } }, 0, {
		store: 'embedded',
		file,
	});
afterEach(async () => {
	await double.close();
	await (await open()).records.remove('answer', 'answers', undefined, new AbortController().signal);
	rmSync(join(folder, 'damaged.sqlite'), { force: true });
});

async function run(settings: IDataObject = {}, task = 'Say something.', maxTokens = 64) {
	const parameters = {
		task,
		clones: 3,
		...inGroups(new ShadowCloneFanOut(), { maxTokens, receiptOutput: true, cacheAnswers: { settings: { file, ...settings } } }),
	};
	const ran = await runInEngine([{ name: 'clones', type: new ShadowCloneFanOut(), parameters }], [{}], {
		vllmApi: { url: double.baseUrl, apiKey: '' },
	});
	const [clones = [], receipts = []] = ran.outputsOf('clones');
	return { clones: clones.map(({ json }) => json), receipt: receipts[0]?.json ?? {}, hints: ran.warningsOf('clones') };
}

describe('ShadowCloneFanOut with Cache Answers in n8n-core', () => {
	it('makes no request for the same task the second time, without a Seed, and says so in the receipt', async () => {
		double = await startVllmDouble();
		const first = await run();
		const second = await run();
		expect(double.counters.received).toBe(3);
		expect(first.receipt).toMatchObject({ details: { cacheHits: 0, requests: 3 } });
		expect(second.receipt).toMatchObject({ answered: 3, details: { cacheHits: 3, requests: 0 } });
		expect(second.clones.map(({ text }) => text)).toEqual(first.clones.map(({ text }) => text));
		expect(second.hints).toEqual([]);
	});

	it('asks again where answers ran into Max Tokens, and gives none of them a second time', async () => {
		double = await startVllmDouble();
		for (const _again of [1, 2]) {
			const { clones, receipt } = await run({}, 'Say something.', 4);
			expect(clones.map(({ details }) => (details as IDataObject)['finishReason'])).toEqual(['length', 'length', 'length']);
			expect(receipt).toMatchObject({ cut: 3, details: { cacheHits: 0, requests: 3 } });
		}
		expect(double.counters.received).toBe(6);
	});

	it('asks for another task, and in another namespace', async () => {
		double = await startVllmDouble();
		await run();
		await run({}, 'Say something else.');
		await run({ namespace: 'elsewhere' });
		expect(double.counters.received).toBe(9);
		await (await open()).records.remove('answer', 'elsewhere', undefined, new AbortController().signal);
	});

	it('keeps nothing by itself where only accepted answers are to be kept', async () => {
		double = await startVllmDouble();
		await run({ keep: 'accepted' });
		const { clones, receipt } = await run({ keep: 'accepted' });
		expect(receipt).toMatchObject({ details: { cacheHits: 0, requests: 3 } });
		for (const { details } of clones) expect((details as IDataObject)['answerKey']).toMatch(/^[0-9a-f]{64}$/);
	});

	it('asks the clones when the store cannot be used, and warns', async () => {
		double = await startVllmDouble();
		const damaged = join(folder, 'damaged.sqlite');
		writeFileSync(damaged, 'This is no database. '.repeat(500));
		const { receipt, hints } = await run({ file: damaged });
		expect(receipt).toMatchObject({ answered: 3, details: { requests: 3, cacheHits: 0 } });
		expect(hints).toEqual([expect.stringContaining('The answer cache could not be read, so the clones were asked')]);
	});

	it.each([
		['Namespace', 'namespace', [' ', '']],
		['Keep', 'keep', []],
		['Keep For (Hours)', 'keepForHours', []],
		['Max Answers', 'mostAnswers', []],
		['File', 'file', []],
		['Store', 'store', []],
	])('refuses %s whose expression finds nothing, and asks nobody', async (label, name, typed) => {
		double = await startVllmDouble();
		for (const nothing of ['={{ $json.tenant }}', '={{ null }}', '={{ "" }}', ...typed])
			await expect(run({ [name]: nothing })).rejects.toMatchObject({ message: `${label} of Cache Answers is empty` });
		expect(double.counters.received).toBe(0);
	});

	it('takes what is left empty on screen for its default', async () => {
		double = await startVllmDouble();
		const { receipt } = await run({ keepForHours: '', mostAnswers: null });
		expect(receipt).toMatchObject({ answered: 3 });
	});
});
