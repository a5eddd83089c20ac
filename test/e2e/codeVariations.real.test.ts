import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { freePort } from '../../scripts/shared/freePort.mts';
import { waitUntil } from '../../scripts/shared/waitUntil.mts';
import { askCooperativeSearch } from '../../scripts/start/askCooperativeSearch.mts';
import { askMemoryGateway } from '../../scripts/start/askMemoryGateway.mts';
import { askTemplate } from '../../scripts/start/askTemplate.mts';
import { vllmPlain } from '../support/servers/kinds/vllmPlain.ts';
import { vllmThinking } from '../support/servers/kinds/vllmThinking.ts';
import type { ZooServer } from '../support/servers/startServer.ts';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';
import { openRest, type Rest } from './openRest.ts';
import { addTask, memoryTemplateFile, searchTemplateFile, readTemplate, templateFile, variantOf } from './templates.ts';
import { startThinker, thinkingVariants, thoughtMark } from './thinkingModel.ts';

const script = join(__dirname, '../../scripts/test-shadow-clones.sh');

/** Of five answers in a row one can add, whichever clone gets it. */
const answers = ['return a - b;', 'return a * b;', 'return a + b;', 'return;', 'throw new Error("no");'];
const answerInTurn = (_body: unknown, index: number) =>
	`\`\`\`javascript\nfunction add(a, b) {\n  ${answers[index % answers.length]}\n}\n\`\`\``;

/** The template whose clones count for seven minutes a run, so that n8n's own figure can be looked up. */
function countingMinutes(template: Workflow): Workflow {
	const nodes = template.nodes.map((node) => {
		if (!node.type.endsWith('.shadowCloneFanOut')) return node;
		const receiptOptions = { ...(node.parameters['receiptOptions'] as object), timeSavedMinutes: 7 };
		return { ...node, parameters: { ...node.parameters, receiptOptions } };
	});
	return { ...template, nodes };
}

describe('the code variations template in a real n8n', () => {
	let folder: string;
	let n8n: RunningN8n;
	let rest: Rest;
	let writer: VllmDouble;
	let silent: VllmDouble;
	let deadHost: string;
	let thinkers: readonly ZooServer[];

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		writer = await startVllmDouble({ answer: answerInTurn });
		silent = await startVllmDouble({ stepMs: 'manual' });
		thinkers = [await startThinker(vllmThinking), await startThinker(vllmPlain)];
		const dying = await startVllmDouble();
		deadHost = new URL(dying.baseUrl).host;
		n8n = await startN8n({
			folder,
			workflows: [
				templateFile,
				memoryTemplateFile,
				searchTemplateFile,
				variantOf(readTemplate(), { path: 'silent', credential: 'Silent' }),
				variantOf(readTemplate(), { path: 'dead', credential: 'Dead' }),
				countingMinutes(variantOf(readTemplate(), { path: 'counting', credential: 'vLLM account' })),
				...thinkingVariants('beside', 'Thinks beside'),
				...thinkingVariants('inside', 'Thinks inside'),
			],
			credentials: [
				{ name: 'vLLM account', type: 'vllmApi', data: { url: writer.baseUrl, apiKey: '' } },
				{ name: 'Silent', type: 'vllmApi', data: { url: silent.baseUrl, apiKey: '' } },
				{ name: 'Dead', type: 'vllmApi', data: { url: dying.baseUrl, apiKey: '' } },
				{ name: 'Thinks beside', type: 'vllmApi', data: { url: thinkers[0]!.baseUrl, apiKey: '' } },
				{ name: 'Thinks inside', type: 'vllmApi', data: { url: thinkers[1]!.baseUrl, apiKey: '' } },
			],
			env: { N8N_INSIGHTS_FLUSH_INTERVAL_SECONDS: '1' },
		});
		rest = await openRest(n8n);
		await dying.close();
	});

	afterAll(async () => {
		await n8n?.stop();
		await Promise.all([writer?.close(), silent?.close(), ...(thinkers ?? []).map(async (thinker) => await thinker.close())]);
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const runScript = async (env: NodeJS.ProcessEnv) => {
		const { N8N_API_KEY: _, ...inherited } = process.env;
		const run = promisify(execFile)(script, { env: { ...inherited, ...env } });
		return await run.then(
			({ stdout }) => ({ code: 0, said: stdout.trim() }),
			(error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr.trim() }),
		);
	};

	it('picks the one variation that passes, gives every other one a reason, and hands out a receipt that adds up', async () => {
		const { best, others, receipt } = await askTemplate(`${n8n.address}/webhook/code-variations`, addTask);

		expect(best?.code).toContain('return a + b;');
		expect(others).toHaveLength(4);
		for (const other of others) expect(other.reason).toMatch(/\S/);
		expect([best, ...others].map((variation) => variation?.clone).sort()).toEqual([1, 2, 3, 4, 5]);
		expect(receipt).toMatchObject({ asked: 5, answered: 5, missing: [] });
		const written = [best, ...others].reduce((sum, variation) => sum + (variation?.tokens ?? Number.NaN), 0);
		// The first run also has the call that measures the pace.
		if (receipt.requests === 5) expect(receipt.tokens.completion).toBe(written);
		else expect(receipt.tokens.completion).toBeGreaterThan(written);
		expect(receipt.requests).toBeGreaterThanOrEqual(receipt.answered);
	});

	it("adds the minutes that a run counts for to n8n's Insights", async () => {
		const database = new DatabaseSync(join(folder, '.n8n', 'database.sqlite'), { readOnly: true });
		const savedMinutes = () =>
			database
				.prepare(
					`SELECT raw.value FROM insights_raw raw JOIN insights_metadata meta USING (metaId) WHERE raw.type = 0 AND meta.workflowName LIKE '%(counting)'`,
				)
				.all()
				.map((row) => row['value']);
		await askTemplate(`${n8n.address}/webhook/counting`, addTask);
		await waitUntil("n8n's insights", async () => await Promise.resolve(savedMinutes().length > 0), { timeoutMs: 60_000 });
		expect(savedMinutes()).toEqual([7]);
		database.close();
	});

	it('closes every connection to the model server when the execution is stopped', async () => {
		const answer = askTemplate(`${n8n.address}/webhook/silent`, addTask).catch((error: unknown) => error);
		await silent.until(() => silent.counters.inFlight === 5);
		const { data } = await rest.call('GET', `rest/executions?filter=${encodeURIComponent(JSON.stringify({ status: ['running'] }))}`);
		const running = (data as { results: { id: string }[] }).results;
		expect(running).toHaveLength(1);

		const stopped = await rest.call('POST', `rest/executions/${running[0]?.id}/stop`);

		expect(stopped.status).toBe(200);
		await silent.until(() => silent.counters.inFlight === 0);
		expect(silent.counters).toMatchObject({ received: 5, abortedByClient: 5, completed: 0 });
		await answer;
	});

	it('says in its answer that the model server is dead, and where it was looked for', async () => {
		await expect(askTemplate(`${n8n.address}/webhook/dead`, addTask)).rejects.toThrow(deadHost);
	});

	describe.each(['beside', 'inside'])('with a model that thinks %s its text, and its pace measured first', (way) => {
		const at = (path: string) => `${n8n.address}/webhook/${way}-${path}`;

		it('picks the code that passes, and none that was only thought of', async () => {
			const { best, others, receipt } = await askTemplate(at('code-variations'), addTask);
			expect(best?.code).toContain('return a + b;');
			expect(others).toHaveLength(4);
			expect(receipt).toMatchObject({ asked: 5, answered: 5, missing: [] });
			expect(JSON.stringify([best, others])).not.toContain(thoughtMark);
		});

		it('votes on the answers, remembers them without the thinking, and answers again from memory', async () => {
			const question = `Where does the printer stand (${way})?`;
			const answer = await askMemoryGateway(at('memory-gateway'), question);
			expect(answer).toMatchObject({ fromCache: false, answer: 'Bruno, room 12.', saved: true, receipt: { answered: 5, missing: [] } });
			expect(await askMemoryGateway(at('memory-gateway'), question)).toMatchObject({ fromCache: true, answer: 'Bruno, room 12.' });
			const later = await askMemoryGateway(at('memory-gateway'), `And once more, where does the printer stand (${way})?`);
			expect(later.fromCache === false && later.recalled[0]?.text).toContain('Bruno, room 12.');
			expect(JSON.stringify([answer, later])).not.toContain(thoughtMark);
		});

		it('researches with tools, whose calls come after a thought', async () => {
			const answer = await askCooperativeSearch(at('cooperative-search'), `Which tower is taller, and by how much (${way})?`);
			// The one that only talks is asked for its tools, and guided through them, in vain.
			const used = answer.clones.map(({ role, tools }) => [
				role,
				tools.filter(({ outcome }) => outcome === 'answered').map(({ name }) => name),
			]);
			expect(used).toEqual([
				['Memory', ['Recall']],
				['Web', []],
				['Analysis', ['Calculator']],
			]);
			expect(answer.clones[2]?.text.trim()).toBe('The difference is 172 metres.');
			expect(JSON.stringify(answer)).not.toContain(thoughtMark);
		});
	});

	describe('test-shadow-clones.sh', () => {
		it('passes when five clones answer', async () => {
			const { code, said } = await runScript({ N8N_ADDRESS: n8n.address });
			expect(said.split('\n')).toHaveLength(9);
			expect(said).toContain('three clones researched together');
			expect(said).toContain('five clones answered');
			expect(said).toContain('the receipt adds up');
			expect(said).toContain('the same question was answered from the cache');
			expect(said).toContain('a question that needs the first answer got it from memory');
			expect(code).toBe(0);
		});

		it('says in one sentence that n8n is dead', async () => {
			const address = `http://127.0.0.1:${await freePort()}`;
			const { code, said } = await runScript({ N8N_ADDRESS: address });
			expect({ code, lines: said.split('\n').length }).toEqual({ code: 1, lines: 1 });
			expect(said).toContain(`No n8n answers at ${address}`);
		});

		it('says in one sentence that the model server is dead', async () => {
			const port = new URL(writer.baseUrl).port;
			await writer.close();
			const { code, said } = await runScript({ N8N_ADDRESS: n8n.address });
			writer = await startVllmDouble({ answer: answerInTurn, port: Number(port) });
			expect({ code, lines: said.trim().split('\n').length - 1 }).toEqual({ code: 1, lines: 0 });
			expect(said).toContain(`127.0.0.1:${port}`);
		});

		it('says in one sentence that the template is not published, then that it is missing', async () => {
			const apiKey = await rest.createApiKey();
			const id = await findWorkflow(rest, readTemplate().name);
			expect((await rest.call('POST', `rest/workflows/${id}/deactivate`)).status).toBe(200);
			await waitUntil(
				'the webhook',
				async () => (await fetch(`${n8n.address}/webhook/code-variations`, { method: 'POST' })).status === 404,
				{ timeoutMs: 30_000 },
			);

			const unsure = await runScript({ N8N_ADDRESS: n8n.address });
			const unpublished = await runScript({ N8N_ADDRESS: n8n.address, N8N_API_KEY: apiKey });
			await rest.call('POST', `rest/workflows/${id}/archive`);
			expect((await rest.call('DELETE', `rest/workflows/${id}`)).status).toBe(200);
			const missing = await runScript({ N8N_ADDRESS: n8n.address, N8N_API_KEY: apiKey });

			for (const { code, said } of [unsure, unpublished, missing])
				expect({ code, lines: said.split('\n').length }).toEqual({ code: 1, lines: 1 });
			expect(unsure.said).toContain('is not imported into this n8n, or it is imported and not published');
			expect(unpublished.said).toContain('imported but not published');
			expect(missing.said).toContain('the template is not imported');
		});
	});

	it('imports the template as the editor does, knows every node in it, and publishes it', async () => {
		// A path of its own: n8n may hold that of a deleted workflow for as long as its cache lives.
		const template = withWebhookPath(readTemplate(), 'code-variations-imported');
		const created = await rest.call('POST', 'rest/workflows', { ...template, active: false });
		expect(created.status).toBe(200);
		const { id, versionId, nodes } = created.data as { id: string; versionId: string; nodes: { type: string }[] };
		const { data: known } = await rest.call('GET', 'types/nodes.json');
		const names = new Set((known as { name: string }[]).map(({ name }) => name));
		expect(nodes.filter(({ type }) => !names.has(type))).toEqual([]);

		const published = await rest.call('POST', `rest/workflows/${id}/activate`, { versionId });
		expect(published).toMatchObject({ status: 200, data: { activeVersionId: expect.any(String) as string } });
	});
});

function withWebhookPath(template: Workflow, path: string): Workflow {
	const nodes = template.nodes.map((node) =>
		node.type === 'n8n-nodes-base.webhook' ? { ...node, parameters: { ...node.parameters, path } } : node,
	);
	return { ...template, nodes };
}

async function findWorkflow(rest: Rest, name: string): Promise<string> {
	const { data } = await rest.call('GET', 'rest/workflows');
	const found = (data as { id: string; name: string }[]).find((workflow) => workflow.name === name);
	if (!found) throw new Error(`n8n has no workflow named ${name}`);
	return found.id;
}
