import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedModel, type RunningModelServer } from '../../scripts/embedded-model/startEmbeddedModel.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { idOf, type Workflow } from '../../scripts/real-n8n/workflow.mts';
import { openRest, type Rest } from '../e2e/openRest.ts';
import { runPattern } from '../e2e/runPattern.ts';

const readPattern = (name: string) =>
	JSON.parse(readFileSync(join(__dirname, '../../workflows/patterns', `${name}.json`), 'utf8')) as Workflow;

/** What any model that is worth asking says to the samples; SHADOW_CLONES_MODEL=small is enough for all but the one with citations. */
const patterns = [
	{
		pattern: readPattern('chat-best-of-five'),
		trigger: 'Message',
		answer: { text: expect.stringMatching(/light|blue|scatter/i) as string },
	},
	{
		pattern: readPattern('code-with-tests-by-form'),
		trigger: 'Task and tests',
		answer: { text: expect.stringContaining('largest') as string, reason: expect.stringMatching(/\S/) as string },
	},
	{
		pattern: readPattern('extract-json-by-field-vote'),
		trigger: 'Text',
		answer: {
			data: expect.objectContaining({ supplier: expect.stringContaining('Hansen') as string, total: expect.anything() }) as object,
		},
	},
	{
		pattern: readPattern('translate-or-summarise-judged'),
		trigger: 'Text',
		answer: { text: expect.stringMatching(/Montag|Heizung|Werkstatt/i) as string, reason: expect.stringMatching(/\S/) as string },
	},
	{
		pattern: readPattern('answer-from-memory-with-citations'),
		trigger: 'Question',
		answer: {
			text: expect.stringMatching(/(?:28|5) days[\s\S]*\n\nSources\n\[1\] “/) as string,
			outcome: expect.stringMatching(/^(?:written|listed)$/) as string,
		},
	},
	{
		pattern: readPattern('council'),
		trigger: 'Question',
		answer: {
			text: expect.stringMatching(/repositor/i) as string,
			ranks: expect.arrayContaining([expect.objectContaining({ rank: 1 }), expect.objectContaining({ rank: 2 })]) as object,
		},
	},
];

describe('patterns on a real small model', () => {
	let folder: string;
	let n8n: RunningN8n;
	let rest: Rest;
	let model: RunningModelServer;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-patterns-'));
		model = await startEmbeddedModel();
		const workflows = patterns.map(({ pattern }) => pattern);
		n8n = await startN8n({
			folder,
			workflows,
			unpublished: workflows.map(({ name }) => name),
			credentials: [{ name: 'vLLM account', type: 'vllmApi', data: { url: model.baseUrl, apiKey: '' } }],
		});
		rest = await openRest(n8n);
	});

	afterAll(async () => {
		await n8n?.stop();
		await model?.stop();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	it.each(patterns.map(({ pattern, trigger, answer }) => [pattern.name, trigger, answer] as const))(
		'%s answers its sample',
		async (name, trigger, answer) => {
			const startedAt = performance.now();
			const { status, trouble, items } = await runPattern(rest, idOf('workflow', name), trigger);
			const seconds = Math.round((performance.now() - startedAt) / 1000);
			console.log(`| ${name} | ${model.model} | ${seconds} s | ${JSON.stringify(items[0]?.['data'] ?? items[0]?.['text'] ?? trouble)} |`);
			expect({ status, trouble }).toEqual({ status: 'success', trouble: '' });
			expect(items[0]).toMatchObject(answer);
		},
	);
});
