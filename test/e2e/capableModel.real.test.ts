import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedModel, type RunningModelServer } from '../../scripts/embedded-model/startEmbeddedModel.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { startSearchServer, type SearchServer } from '../../scripts/search/startSearchServer.mts';
import { longest, readTemplates } from '../../scripts/start/answerTemplates.mts';
import { askCooperativeSearch } from '../../scripts/start/askCooperativeSearch.mts';
import { askMemoryGateway } from '../../scripts/start/askMemoryGateway.mts';
import { askTemplate } from '../../scripts/start/askTemplate.mts';

/** Half the size of the one that users get, and the smallest that can do the work; `npm run test:models` asks the larger one. */
describe('the three templates in a real n8n, with Qwen2.5-Coder-0.5B', () => {
	let folder: string;
	let model: RunningModelServer;
	let search: SearchServer;
	let n8n: RunningN8n;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		model = await startEmbeddedModel({ model: 'small', maxModelLen: 4096, threads: 2, sequences: 6, atOnce: 5 });
		search = await startSearchServer();
		n8n = await startN8n({
			folder,
			workflows: await readTemplates(search.searchAddress),
			credentials: [{ name: 'vLLM account', type: 'vllmApi', data: { url: model.baseUrl, apiKey: '' } }],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await search?.close();
		await model?.stop();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const at = (path: string) => `${n8n.address}/webhook/${path}`;

	it('picks code that passes the tests', async () => {
		const task = 'Write a JavaScript function largest(numbers) that returns the largest number of an array.';
		const tests = 'assert.equal(largest([3, 9, 4]), 9);\nassert.equal(largest([-5, -2]), -2);';
		const { best, others, receipt } = await askTemplate(
			at('code-variations'),
			{ name: 'largest', task, tests, language: 'javascript' },
			{ maxTokens: longest.code },
		);
		expect([receipt.asked, others.length]).toEqual([5, 4]);
		expect(best?.reason).toContain('2 of 2 passed');
		expect(best?.code).toContain('largest');
	});

	it('answers from what it was told, and the same question from the cache', async () => {
		const ask = async (question: string) =>
			await askMemoryGateway(at('memory-gateway'), question, { maxTokens: longest.sentence, namespace: folder });
		const first = await ask('Our printer is called Bruno and stands in room 12. What is it called?');
		expect(first).toMatchObject({ fromCache: false, recalled: [], answer: expect.stringContaining('Bruno') as string });
		const again = await ask('Our printer is called Bruno and stands in room 12. What is it called?');
		expect(again).toMatchObject({ fromCache: true, answer: first.answer });
		const other = await ask('In which room does the printer Bruno stand?');
		expect(other).toMatchObject({ fromCache: false, recalled: [{ text: expect.stringContaining('Bruno') as string }] });
	});

	it('researches without function calling: each clone uses a tool, and each quote stands on the page that it names', async () => {
		const { clones, findings, citations, withoutSource } = await askCooperativeSearch(
			at('cooperative-search'),
			'How high is Blackpool Tower, and when was it opened?',
			{ maxTokens: longest.research, toolSteps: 1, namespace: folder },
		);
		expect(clones).toHaveLength(3);
		for (const { tools } of clones) expect(tools.filter(({ outcome }) => outcome === 'answered')).not.toEqual([]);
		expect(withoutSource).toBe(false);
		expect(findings.length).toBeGreaterThan(0);
		const references = citations?.references ?? [];
		expect(references.length).toBeGreaterThan(0);
		for (const { quote, address } of references) {
			const page = await (await fetch(address ?? search.searchAddress)).text();
			expect(page, `${address}`).toContain(quote);
		}
	});
});
