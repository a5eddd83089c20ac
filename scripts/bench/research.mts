import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type * as Endpoints from '../../nodes/engine/endpoint/index.ts';
import type * as FanningOut from '../../nodes/engine/fanout/fanOut.ts';
import type * as Recalling from '../../nodes/engine/memory/recall.ts';
import type * as Stores from '../../nodes/engine/memory/stores/index.ts';
import type { MemoryStore } from '../../nodes/engine/memory/stores/index.ts';
import type { ToolMode } from '../../nodes/engine/fanout/tools/toolMode.ts';
import type { Tool } from '../../nodes/engine/tool.ts';
import { startEmbeddedModel } from '../embedded-model/startEmbeddedModel.mts';
import { oneOf, readOptions, wholeNumber } from '../shared/readOptions.mts';
import { runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { formatTable } from '../start/formatTable.mts';
import { askClones } from './askClones.mts';
import { readRows, requireBuilt } from './built.mts';
import { openModelServer, type ModelServer } from './openModelServer.mts';

const toolModes = ['automatic', 'functionCalling', 'guided'] as const satisfies readonly ToolMode[];
const options = readOptions(
	{
		/** Questions asked at the same time: a server that batches answers them sooner. */
		'at-once': { type: 'string', default: '1' },
		json: { type: 'boolean', default: false },
		/** Where outcomes are kept, so that a run that was stopped goes on from there. */
		keep: { type: 'string' },
		/** A size of the embedded model, in place of vLLM. */
		model: { type: 'string' },
		questions: { type: 'string', default: '6' },
		'tool-use': { type: 'string', default: 'automatic' },
	},
	({ 'at-once': atOnce, questions, 'tool-use': toolUse, ...others }) => ({
		...others,
		atOnce: wholeNumber('at-once', atOnce),
		questions: wholeNumber('questions', questions),
		toolMode: oneOf('tool-use', toolUse, toolModes),
	}),
);
const { toolMode } = options;
const signal = new AbortController().signal;

const clones = 3;
/** Who begins elsewhere finds something else. */
const roles = [
	{ name: 'First', instruction: 'You begin with what the question names first.', tools: ['search'] },
	{ name: 'Last', instruction: 'You begin with what the question names last.', tools: ['search'] },
	{ name: 'Between', instruction: 'You look for what connects the things that the question names.', tools: ['search'] },
];
const rounds = 2;
const stepsARound = 2;
const maxTokens = 200;

interface Question {
	readonly question: string;
	readonly answer: string;
	readonly gold_passages: ReadonlyArray<string | number>;
}

interface Passage {
	readonly id: string | number;
	readonly title: string;
	readonly text: string;
}

/** What became of one question. */
interface Outcome {
	readonly foundAll: boolean;
	readonly answered: boolean;
	readonly read: number;
	readonly searches: number;
	readonly findings: number;
	readonly requests: number;
	readonly tokens: number;
}

/** One line of the file that outcomes are kept in. */
interface Kept {
	readonly model: string;
	readonly toolUse: string;
	readonly way: string;
	readonly index: number;
	readonly outcome: Outcome;
}

interface Row {
	readonly way: string;
	readonly outcomes: readonly Outcome[];
}

/** What a real model makes of searching together: three clones that share in two rounds, beside three that do not and one alone, each with as many steps, on MuSiQue. */
async function benchResearch(): Promise<void> {
	const output = options.json ? process.stderr : process.stdout;
	const questions = readRows<Question>('musique-questions').slice(0, options.questions);
	const engine = loadBuilt();
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-bench-'));
	const server = await step('starting the model', async (say) => await openModel(say), { output });
	const known = await readKept(server.model);
	const store = engine.stores.openSqliteStore(join(folder, 'passages.sqlite'));
	try {
		await store.remember(
			'musique',
			readRows<Passage>('musique-passages').map(({ id, title, text }) => ({
				text: `${title}\n${text}`,
				trust: 'user' as const,
				source: String(id),
			})),
			signal,
		);
		const ways = [
			{ way: `${clones} clones, sharing in ${rounds} rounds`, shape: { clones, rounds, steps: stepsARound } },
			{ way: `${clones} clones, each for itself, with as many steps`, shape: { clones, rounds: 1, steps: rounds * stepsARound } },
			{ way: 'one clone with as many steps', shape: { clones: 1, rounds: 1, steps: clones * rounds * stepsARound } },
		];
		const rows: Row[] = [];
		for (const { way, shape } of ways) {
			const atOnce = pLimit(options.atOnce);
			let done = 0;
			const answer = async (question: Question, index: number, say: (line: string) => void) => {
				const before = known.get(`${way} ${index}`);
				const outcome = before ?? (await research(question, shape, server, store, engine));
				if (before === undefined) await keep({ model: server.model, toolUse: toolMode, way, index, outcome });
				say(`${++done} of ${questions.length} questions`);
				return outcome;
			};
			const askAll = async (say: (line: string) => void) =>
				await Promise.all(questions.map(async (question, index) => await atOnce(answer, question, index, say)));
			rows.push({ way, outcomes: await step(way, askAll, { output }) });
		}
		console.log(
			options.json
				? JSON.stringify({ model: server.model, toolUse: toolMode, questions: questions.length, rows }, null, '\t')
				: formatRows(server.model, questions.length, rows),
		);
	} finally {
		await store.close();
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

async function openModel(say: (line: string) => void): Promise<ModelServer> {
	if (options.model === undefined) return await openModelServer(say);
	process.env['SHADOW_CLONES_MODEL'] = options.model;
	return { ...(await startEmbeddedModel({ onStep: say })), apiKey: '' };
}

async function readKept(model: string): Promise<ReadonlyMap<string, Outcome>> {
	if (options.keep === undefined) return new Map();
	const lines = (await readFile(options.keep, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
	const rows = lines.map((line) => JSON.parse(line) as Kept).filter((kept) => kept.model === model && kept.toolUse === toolMode);
	return new Map(rows.map(({ way, index, outcome }) => [`${way} ${index}`, outcome]));
}

async function keep(kept: Kept): Promise<void> {
	if (options.keep !== undefined) await appendFile(options.keep, `${JSON.stringify(kept)}\n`);
}

async function research(
	{ question, answer, gold_passages: gold }: Question,
	shape: { clones: number; rounds: number; steps: number },
	server: ModelServer,
	store: MemoryStore,
	engine: Engine,
): Promise<Outcome> {
	const seen = new Set<string>();
	const search: Tool = {
		name: 'search',
		description: 'Searches an encyclopedia and gives the five best passages.',
		parameters: {
			type: 'object',
			properties: { query: { type: 'string', description: 'What to search for, in a few words' } },
			required: ['query'],
		},
		use: async ({ query }) => {
			const { memories } = await engine.recalling.recall(
				store,
				{ namespace: 'musique', query: String(query), limit: 5, includeUntrusted: false },
				signal,
			);
			for (const { source } of memories) seen.add(String(source));
			return memories.map(({ text }) => text.slice(0, 600)).join('\n\n');
		},
	};
	const { candidates, receipt } = await askClones(engine, server, requestFor(question, shape), [search]);
	return {
		foundAll: gold.every((id) => seen.has(String(id))),
		answered: candidates.some(({ text }) => text.toLowerCase().includes(answer.toLowerCase())),
		read: seen.size,
		searches: receipt.tools?.answered ?? 0,
		findings: (receipt.rounds ?? []).reduce((sum, { newFindings }) => sum + newFindings, 0),
		requests: receipt.requests,
		tokens: receipt.tokens.prompt + receipt.tokens.completion,
	};
}

function requestFor(question: string, shape: { clones: number; rounds: number; steps: number }) {
	return {
		task: `${question}\n\nUse the search tool to find out, then answer in a few words.`,
		clones: shape.clones,
		sampling: { temperature: 0.5, maxTokens, seed: 1 },
		toolLimits: { mostSteps: shape.steps, timeoutMs: 30_000, mostCharacters: 3000 },
		toolMode,
		difference: { by: 'role', roles } as const,
		cloneTimeoutMs: 3_600_000,
		sharing: { rounds: shape.rounds, digestTokens: 800 },
	};
}

interface Engine {
	readonly endpoints: typeof Endpoints;
	readonly fanningOut: typeof FanningOut;
	readonly recalling: typeof Recalling;
	readonly stores: typeof Stores;
}

function loadBuilt(): Engine {
	return {
		endpoints: requireBuilt<typeof Endpoints>('endpoint/index.js'),
		fanningOut: requireBuilt<typeof FanningOut>('fanout/fanOut.js'),
		recalling: requireBuilt<typeof Recalling>('memory/recall.js'),
		stores: requireBuilt<typeof Stores>('memory/stores/index.js'),
	};
}

function formatRows(model: string, questions: number, rows: readonly Row[]): string {
	const count = (outcomes: readonly Outcome[], key: 'foundAll' | 'answered') =>
		`${outcomes.filter((outcome) => outcome[key]).length} of ${questions}`;
	const mean = (outcomes: readonly Outcome[], key: 'read' | 'searches' | 'findings' | 'requests' | 'tokens') =>
		(outcomes.reduce((sum, outcome) => sum + outcome[key], 0) / Math.max(1, outcomes.length)).toFixed(1);
	const cells = rows.map(({ way, outcomes }) => [
		way,
		count(outcomes, 'foundAll'),
		count(outcomes, 'answered'),
		...(['read', 'searches', 'findings', 'requests', 'tokens'] as const).map((key) => mean(outcomes, key)),
	]);
	const table = formatTable(
		[['way', 'all passages found', 'answer named', 'passages read', 'tool calls', 'findings', 'requests', 'tokens'], ...cells],
		['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
	);
	return [
		'',
		...table,
		'',
		`${model} (Tool Use: ${toolMode}) on ${questions} MuSiQue questions; what is not a share is a mean of one question. "Answer named": some clone's answer has the right one in it.`,
	].join('\n');
}

await runScript(benchResearch);
