import { availableParallelism, freemem } from 'node:os';
import { describeEmbeddedModel } from '../embedded-model/ensureWeights.mts';
import { startEmbeddedModel } from '../embedded-model/startEmbeddedModel.mts';
import type { RunningModelServer } from '../embedded-model/startEmbeddedModel.mts';
import { startN8n } from '../real-n8n/startN8n.mts';
import type { RunningN8n } from '../real-n8n/startN8n.mts';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { freePort, isPortFree } from '../shared/freePort.mts';
import { readOptions } from '../shared/readOptions.mts';
import { SetupError, runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import type { OnStep } from '../shared/step.mts';
import { startSearchServer } from '../search/startSearchServer.mts';
import { answerTemplates, readTemplates } from './answerTemplates.mts';
import { findModelServer, knownPlaces } from './findModelServer.mts';
import type { ModelServer } from './findModelServer.mts';
import { readPort } from './readPort.mts';
import { sideBySide } from './sideBySide.mts';
import { tryModelServer } from './tryModelServer.mts';

/** The same each time where it is free, so that the credential does not change and the next start is quick. */
const embeddedModelPort = 8079;

/** The same each time where it is free, so that the research template does not change. */
const searchPort = 8078;

/** Research keeps what it has read in the prompt, so it needs more room than the three thousand tokens of a usual call. */
const longContext = 8192;
const memoryForIt = 6e9;

/** From nothing to a working n8n on the terminal: every template answers, then it stays until Ctrl-C. */
async function start(): Promise<void> {
	const { once } = readOptions({ once: { type: 'boolean', default: false } }, (values) => values);
	const stopping = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
	const cleanUps: (() => Promise<void>)[] = [];
	try {
		const { n8n, server } = await bringUp(stopping.signal, cleanUps);
		console.log(loginLines(n8n));
		// Nothing of an earlier start may answer in this one: what is remembered and cached lies in a namespace of its own.
		const namespace = `start ${new Date().toISOString()}`;
		const { signal } = stopping;
		await answerTemplates(n8n.address, { signal, edited: n8n.edited, namespace, isEmbedded: server.isEmbedded === true });
		if (!once) await stayUp(n8n, namespace, signal);
	} catch (error) {
		if (!stopping.signal.aborted) throw error;
		process.exitCode = 130;
	} finally {
		if (cleanUps.length > 0) {
			await step('stopping what was started', async () => {
				for (const cleanUp of cleanUps.reverse()) await cleanUp();
			});
		}
	}
}

async function bringUp(signal: AbortSignal, cleanUps: (() => Promise<void>)[]): Promise<{ n8n: RunningN8n; server: ModelServer }> {
	const port = readPort(process.env['N8N_PORT']);
	// The quickest trouble first: nobody wants to hear of a taken port after five minutes of installing.
	if (!(await isPortFree(port))) {
		throw new SetupError(
			`Port ${port} on this machine, where n8n is to listen, is taken by another program.`,
			`Stop that program, or choose another port: N8N_PORT=${port + 10} npm start`,
		);
	}
	const found = await findServer(signal);
	const workflows = await readTemplates(await findSearch(cleanUps));
	const startFor = async ({ baseUrl, apiKey }: Pick<ModelServer, 'baseUrl' | 'apiKey'>, say: OnStep, until: AbortSignal) =>
		await startN8n({
			folder: cacheFolder('start'),
			port,
			workflows,
			credentials: [{ name: 'vLLM account', type: 'vllmApi', data: { url: baseUrl, apiKey } }],
			onStep: say,
			signal: until,
		});
	if (found) {
		const n8n = await step('starting n8n', async (say) => await startFor(found, say, signal));
		cleanUps.push(() => n8n.stop());
		return { n8n, server: found };
	}
	const modelPort = (await isPortFree(embeddedModelPort)) ? embeddedModelPort : await freePort();
	const [embedded, n8n] = await step(
		'starting the embedded model and n8n',
		async (say) =>
			await sideBySide(
				async (sayOf, until) => await startEmbedded(modelPort, sayOf, until),
				async (sayOf, until) => await startFor({ baseUrl: `http://127.0.0.1:${modelPort}/v1`, apiKey: '' }, sayOf, until),
				say,
				signal,
			),
	);
	cleanUps.push(
		() => embedded.stop(),
		() => n8n.stop(),
	);
	return { n8n, server: { name: 'the embedded model', baseUrl: embedded.baseUrl, apiKey: '', model: embedded.model, isEmbedded: true } };
}

async function startEmbedded(port: number, onStep: OnStep, signal: AbortSignal): Promise<RunningModelServer> {
	const maxModelLen = freemem() > memoryForIt ? longContext : longContext / 2;
	return await startEmbeddedModel({ port, maxModelLen, ...shareOf(availableParallelism()), onStep, signal });
}

/** SEARCH_ADDRESS is that of a SearXNG; without it a small corpus is searched, so that nothing has to be reached. */
async function findSearch(cleanUps: (() => Promise<void>)[]): Promise<string> {
	const given = process.env['SEARCH_ADDRESS']?.trim() ?? '';
	if (given !== '') {
		console.log(`  Clones search at ${given}.`);
		return given;
	}
	const search = await startSearchServer({ port: (await isPortFree(searchPort)) ? searchPort : 0 });
	cleanUps.push(async () => await search.close());
	console.log('  No SEARCH_ADDRESS is set: clones search a small corpus of towers that comes along.');
	return search.searchAddress;
}

/** Undefined where none is on this machine and none is named: then the embedded model has to do. */
async function findServer(signal: AbortSignal): Promise<ModelServer | undefined> {
	const notes: string[] = [];
	const found = await step(
		'looking for a model server',
		async () => await findModelServer(process.env, knownPlaces, (line) => notes.push(line)),
	);
	for (const note of notes) console.log(`  ${note}`);
	if (found) {
		console.log(`  Found ${found.name} at ${found.baseUrl} with ${found.model}.`);
		const { durationMs } = await step('trying it with one short call', async () => await tryModelServer(found, signal));
		console.log(`  It answered in ${(durationMs / 1000).toFixed(1)} s.`);
		return found;
	}
	console.log(embeddedLines());
	return undefined;
}

/**
 * What the embedded model takes of a machine whose n8n waits for it. One prompt more is kept than answers are written at once, so that the one of a judge stays.
 *
 * On two cores, two threads of Qwen2.5-Coder-1.5B wrote 17 tokens a second for two clones, 35 for five and 48 for eight.
 */
const shareOf = (cores: number) => ({ threads: Math.max(2, cores - 1), sequences: 6, atOnce: 5 });

const embeddedLines = (): string => `\
  None on this machine (looked for vLLM, Ollama, LM Studio, llama-server).
  So ${describeEmbeddedModel()} answers on the CPU; it is downloaded once, to ${cacheFolder('weights')}.
  To use a server of your own:     VLLM_BASE_URL=http://your-server:8000/v1 npm start
  To download less, and get less:  SHADOW_CLONES_MODEL=small npm start`;

const loginLines = (n8n: RunningN8n): string => `
n8n runs at      ${n8n.address}
log in with      ${n8n.owner.email}
password         ${n8n.owner.password}
its log          ${n8n.logFile}
`;

async function stayUp(n8n: RunningN8n, namespace: string, signal: AbortSignal): Promise<void> {
	console.log(`${loginLines(n8n)}
Ask it yourself:
  curl ${n8n.address}/webhook/code-variations -H 'content-type: application/json' \\
    -d '{"task":"Write a JavaScript function double(n) that returns n times two.","language":"javascript","tests":"assert.equal(double(4), 8)"}'
  curl ${n8n.address}/webhook/memory-gateway -H 'content-type: application/json' \\
    -d '{"question":"In which room does the printer Bruno stand?","test":"${namespace}"}'
  curl ${n8n.address}/webhook/cooperative-search -H 'content-type: application/json' \\
    -d '{"question":"Who built the tower that Tokyo Tower was inspired by?"}'

Ctrl-C stops it.`);
	const stopped = new Promise<'stopped'>((resolve) => signal.addEventListener('abort', () => resolve('stopped'), { once: true }));
	if ((await Promise.race([stopped, n8n.ended])) === 'stopped') return;
	throw new SetupError('n8n ended by itself.', `Its last words are in ${n8n.logFile}.`);
}

await runScript(start);
