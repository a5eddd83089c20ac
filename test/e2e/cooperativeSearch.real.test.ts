import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { startSearchServer, type SearchServer } from '../../scripts/search/startSearchServer.mts';
import { withSearchAddress } from '../../scripts/start/answerTemplates.mts';
import { askCooperativeSearch } from '../../scripts/start/askCooperativeSearch.mts';
import { playGuided, sentencesIn, wholePrompt } from '../support/guidedModel';
import { readPassages } from '../support/musique';
import { ensureSearx, startSearx, type Searx } from '../support/startSearx';
import { call, toolOutputsIn } from '../support/toolOf';
import { startVllmDouble, type ChatBody, type ScriptedAnswer, type VllmDouble } from '../support/vllmDouble/index.ts';
import { searchTemplateFile } from './templates.ts';

const question = 'Which is taller, the Eiffel Tower or Blackpool Tower, and by how much?';
const searxQuestion = 'Who published the Journal of Psychotherapy Integration?';

const prompt = ({ messages = [] }: ChatBody) => messages.map(({ content }) => String(content)).join('\n');
const round = (body: ChatBody) => (/(?:^|\n)Round 2\. What/.test(prompt(body)) ? 2 : 1);
const roleOf = (body: ChatBody) => /You (look into memory|search the web|analyse)/.exec(prompt(body))?.[1] ?? '';
const onOneLine = (text: string) => text.replace(/\s+/g, ' ');
/** The name of the source whose text holds some words. */
const sourceWith = (body: ChatBody, words: string) =>
	toolOutputsIn(body)
		.map((told) => (onOneLine(told).includes(words) ? /source="([^"]+)"/.exec(told)?.[1] : undefined))
		.find((name) => name !== undefined) ?? 'none';
const post = (body: ChatBody, claim: string, quote: string) => call('post_finding', { claim, quote, source: sourceWith(body, quote) });

/** Plays three clones and the writer of the report, each going by what it is told and nothing else. */
function play(body: ChatBody): ScriptedAnswer | string {
	if (prompt(body).includes('You write a report on a task'))
		return prompt(body).includes('Psychotherapy') ? reportOnJournal(body) : reportOnTowers(body);
	const told = toolOutputsIn(body);
	if (prompt(body).includes('meaning of it all')) return 'Forty-two.';
	if (prompt(body).includes('Psychotherapy'))
		return roleOf(body) === 'search the web' ? searchJournal(body, told) : 'I wait for the others.';
	if (roleOf(body) === 'look into memory')
		return told.length === 0 ? { toolCalls: [call('Recall', { query: 'towers' })] } : 'Nothing was known.';
	if (roleOf(body) === 'search the web') return searchTowers(body, told);
	if (round(body) === 1)
		return told.length === 0
			? { toolCalls: [call('post_question', { question: 'How high is each of them?' })] }
			: 'I wait for the numbers.';
	const [high, low] = [
		/is (\d+) metres high/.exec(/Eiffel[\s\S]*/.exec(prompt(body))?.[0] ?? '')?.[1],
		/It is (\d+) metres high/.exec(prompt(body))?.[1],
	];
	return told.some((each) => each.includes('tool="Calculator"'))
		? `The difference is ${/\n(\d+)\n/.exec(told.at(-1) ?? '')?.[1]} metres.`
		: { toolCalls: [call('Calculator', { input: `${high} - ${low}` })] };
}

function searchTowers(body: ChatBody, told: readonly string[]): ScriptedAnswer | string {
	if (told.length === 0)
		return { toolCalls: [call('Search_the_web', { q: 'Eiffel Tower height' }), call('Search_the_web', { q: 'Blackpool Tower height' })] };
	const addresses = [...told.join('\n').matchAll(/url: (\S+)/g)].map(([, address]) => String(address));
	const page = (name: string) => addresses.find((address) => address.endsWith(name)) ?? 'none';
	if (told.length === 2)
		return { toolCalls: [call('Open_page', { url: page('eiffel-tower') }), call('Open_page', { url: page('blackpool-tower') })] };
	if (told.length === 4)
		return {
			toolCalls: [
				post(body, 'The Eiffel Tower is 330 m high', 'With its antennas the Eiffel Tower is 330 metres high'),
				post(body, 'Blackpool Tower is 158 m high', 'It is 158 metres high'),
				post(body, 'It was opened in 1890', 'Blackpool Tower was opened to the public on 14 May 1890'),
			],
		};
	return 'The Eiffel Tower.';
}

const idOf = (body: ChatBody, claim: string) => new RegExp(`<finding-\\w+ id="(F\\d+)"[^>]*>\\n${claim}`).exec(prompt(body))?.[1] ?? 'F0';

function reportOnTowers(body: ChatBody): string {
	const [eiffel, blackpool] = [idOf(body, 'The Eiffel Tower'), idOf(body, 'Blackpool Tower')];
	return `The Eiffel Tower is taller: it is 330 metres high [${eiffel}], while Blackpool Tower measures 158 metres [${blackpool} "It is 158 metres high"]. It was opened in 1890 [${blackpool} "opened to the public on 14 May 1890"].`;
}

function searchJournal(body: ChatBody, told: readonly string[]): ScriptedAnswer | string {
	if (told.length === 0) return { toolCalls: [call('Search_the_web', { q: 'Psychotherapy Integration journal' })] };
	const quote = /content: ([^\n]*Psychotherapy Integration[^\n.]*)/.exec(told[0] ?? '')?.[1]?.trim() ?? 'none';
	return told.length === 1
		? { toolCalls: [post(body, 'What a page says about the journal', quote)] }
		: 'The American Psychological Association.';
}

function reportOnJournal(body: ChatBody): string {
	return `This is what the journal's page says [${idOf(body, 'What a page')}].`;
}

const heights = ['With its antennas the Eiffel Tower is 330 metres high', 'It is 158 metres high'];

/** Of a finding, where they are shown in a list. */
const numberOf = (body: ChatBody, says = '') => Number(new RegExp(`^(\\d+)\\. .*${says}`, 'm').exec(wholePrompt(body))?.[1]);

/** Plays clones of a model that cannot call functions, and the writer of the report. */
const playWithoutCalls = playGuided({
	next: (body) => ({ next: wholePrompt(body).includes('Looked up so far') ? 'done' : 'Search_the_web', ask: 'Blackpool Tower height' }),
	arguments: (body) => {
		const addresses = wholePrompt(body).match(/http:[^"\s]+\/pages\/[^"\s]+/g) ?? [];
		if (wholePrompt(body).includes('the tool Open_page')) return { url: addresses.find((each) => each.endsWith('eiffel-tower')) };
		return wholePrompt(body).includes('the tool Recall') ? { query: 'towers' } : { q: 'Eiffel Tower height' };
	},
	reading: (body) => ({
		findings: [
			...sentencesIn(body).flatMap((sentence, index) =>
				heights.some((quote) => sentence.includes(quote)) ? [{ sentence: index + 1, claim: `It says: ${sentence}` }] : [],
			),
			{ sentence: 0, claim: 'Made up for good measure' },
		],
	}),
	answer: (body) =>
		wholePrompt(body).includes('You answer a question from findings')
			? JSON.stringify({ sentences: [{ sentence: 'The Eiffel Tower is 330 metres high.', findings: [numberOf(body, heights[0])] }] })
			: undefined,
});

describe('the cooperative search template in a real n8n', () => {
	let folder: string;
	let n8n: RunningN8n;
	let double: VllmDouble;
	let plain: VllmDouble;
	let search: SearchServer;
	let searx: Searx | undefined;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		double = await startVllmDouble({ maxModelLen: 32_000, answer: play });
		plain = await startVllmDouble({
			maxModelLen: 4096,
			answer: playWithoutCalls,
			faults: ({ body }) =>
				'tools' in body
					? { kind: 'status', status: 400, body: { error: { message: 'This model does not support tools.', code: 400 } } }
					: undefined,
		});
		search = await startSearchServer();
		searx = (await ensureSearx()) ? await startSearx(readPassages(), 'http://127.0.0.1:1/passages') : undefined;
		const template = JSON.parse(await readFile(searchTemplateFile, 'utf8')) as Workflow;
		const underPath = (path: string, searchAddress: string, credential: string): Workflow => ({
			...withSearchAddress(template, searchAddress),
			name: path,
			nodes: withSearchAddress(template, searchAddress).nodes.map((node) => {
				if (node.credentials !== undefined) return { ...node, credentials: { vllmApi: { name: credential } } };
				if (node.type !== 'n8n-nodes-base.webhook') return node;
				return { ...node, webhookId: crypto.randomUUID(), parameters: { ...node.parameters, path } };
			}),
		});
		n8n = await startN8n({
			folder,
			workflows: [
				withSearchAddress(template, search.searchAddress),
				underPath('over-searx', searx?.searchAddress ?? 'http://127.0.0.1:1/search', 'vLLM account'),
				underPath('without-calls', search.searchAddress, 'Plain'),
			],
			credentials: [
				{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } },
				{ name: 'Plain', type: 'vllmApi', data: { url: plain.baseUrl, apiKey: '' } },
			],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		await plain?.close();
		await search?.close();
		await searx?.stop();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	it('lets three clones work with their tools, share what they find, and writes a report whose false citation is dropped', async () => {
		const answer = await askCooperativeSearch(`${n8n.address}/webhook/cooperative-search`, question);
		expect(answer.clones.map(({ role, tools }) => [role, tools.map(({ name, outcome }) => `${name} ${outcome}`)])).toEqual([
			['Memory', ['Recall answered']],
			[
				'Web',
				[
					'Search the web answered',
					'Search the web answered',
					'Open_page answered',
					'Open_page answered',
					'post_finding answered',
					'post_finding answered',
					'post_finding refused',
				],
			],
			['Analysis', ['post_question answered', 'Calculator answered']],
		]);
		expect(answer.clones[2]?.text).toBe('The difference is 172 metres.');
		expect(answer.findings.map(({ claim, clone, round: found }) => [claim, clone, found])).toEqual([
			['The Eiffel Tower is 330 m high', 2, 1],
			['Blackpool Tower is 158 m high', 2, 1],
		]);
		expect(answer).toMatchObject({
			outcome: 'written',
			citations: { findings: 2, kept: 2, dropped: [{ reason: 'otherNumber' }], uncited: ['It was opened in 1890.'] },
			remembered: { outcome: 'new' },
		});
		expect(answer.answer).toMatch(
			/330 metres high \[1\], while Blackpool Tower measures 158 metres \[2\]\. It was opened in 1890\. \[uncited\]/,
		);
		expect(answer.citations?.references[0]?.address).toMatch(/\/pages\/eiffel-tower$/);
		expect(answer.receipt).toMatchObject({
			asked: 3,
			answered: 3,
			rounds: [
				{ round: 1, newFindings: 2 },
				{ round: 2, newFindings: 0 },
			],
			stoppedBecause: 'round 2 brought no new finding',
		});
	});

	it('remembers the report as untrusted, and finds it again for the next one who asks', async () => {
		await askCooperativeSearch(`${n8n.address}/webhook/cooperative-search`, question);
		const recalled = double.requests
			.map(toolOutputsIn)
			.flat()
			.findLast((told) => told.includes('tool="Recall"'));
		expect(recalled).toContain('The Eiffel Tower is taller');
		expect(recalled).toContain('untrusted');
	});

	it('does not remember an answer that rests on nothing that was found', async () => {
		const answer = await askCooperativeSearch(`${n8n.address}/webhook/cooperative-search`, 'What is the meaning of it all?');
		expect(answer).toMatchObject({
			findings: [],
			citations: null,
			outcome: 'passedThrough',
			withoutSource: true,
			answer: 'Forty-two.\n\nNo source: this answer cites nothing that can be checked.',
			remembered: null,
			receipt: { stoppedBecause: 'round 1 brought no new finding' },
		});
	});

	it('guides the clones of a model that cannot call functions: each uses a tool, and the report cites what one of them read', async () => {
		const answer = await askCooperativeSearch(`${n8n.address}/webhook/without-calls`, question);
		const tools = answer.clones.map(({ role, tools: used }) => [role, used.map(({ name, outcome }) => `${name} ${outcome}`)]);
		expect(tools).toEqual([
			['Memory', [expect.stringMatching(/^Recall /)]],
			['Web', ['Search the web answered', 'Open_page answered']],
			['Analysis', ['Search the web answered']],
		]);
		expect(answer.findings.map(({ quote }) => quote)).toContain(`${heights[0]}.`);
		expect(answer).toMatchObject({ outcome: 'written', withoutSource: false, citations: { kept: 3, dropped: [] } });
		expect(answer.receipt.rounds[0]?.newFindings).toBe(answer.findings.length);
	});

	it('says what is missing when no question comes', async () => {
		await expect(askCooperativeSearch(`${n8n.address}/webhook/cooperative-search`, ' ')).rejects.toThrow(/question is empty/);
	});

	it('gives a repeated request the same report, and asks nobody again', async () => {
		const post = async (requestId: string) => {
			const response = await fetch(`${n8n.address}/webhook/cooperative-search`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', 'idempotency-key': requestId },
				body: JSON.stringify({ question: 'What is the meaning of it all?', test: 'repeats' }),
			});
			return await response.json();
		};
		const first = await post('r-1');
		const before = double.counters.received;
		expect(await post('r-1')).toEqual(first);
		expect(double.counters.received).toBe(before);
		expect(await post('r-2')).not.toEqual(first);
	});

	it('searches a real searx', async ({ skip }) => {
		if (searx === undefined) skip('searx cannot be installed on this host');
		const answer = await askCooperativeSearch(`${n8n.address}/webhook/over-searx`, searxQuestion);
		expect(answer.findings).toHaveLength(1);
		expect(answer.findings[0]?.quote).toContain('Psychotherapy Integration');
		expect(answer.citations).toMatchObject({
			kept: 1,
			references: [{ address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/passages\/\d+$/) }],
		});
	});
});
