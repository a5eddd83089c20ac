import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type * as Endpoints from '../../nodes/engine/endpoint/index.ts';
import type * as FanningOut from '../../nodes/engine/fanout/fanOut.ts';
import type * as Recalling from '../../nodes/engine/memory/recall.ts';
import type * as Stores from '../../nodes/engine/memory/stores/index.ts';
import type { MemoryStore } from '../../nodes/engine/memory/stores/index.ts';
import type { Tool } from '../../nodes/engine/tool.ts';
import { runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { formatTable } from '../start/formatTable.mts';
import { askClones } from './askClones.mts';
import { readRows, requireBuilt } from './built.mts';
import { openModelServer, type ModelServer } from './openModelServer.mts';

const { values: options } = parseArgs({
	options: { json: { type: 'boolean', default: false }, questions: { type: 'string', default: '6' } },
});
const signal = new AbortController().signal;

const clones = 3;
const rounds = 2;
const stepsARound = 4;
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

interface Row {
	readonly way: string;
	readonly outcomes: readonly Outcome[];
}

/** What a real model makes of searching together: three clones that share in two rounds, beside one clone with as many steps, on MuSiQue. */
async function benchResearch(): Promise<void> {
	const output = options.json ? process.stderr : process.stdout;
	const questions = readRows<Question>('musique-questions').slice(0, Number(options.questions));
	const engine = loadBuilt();
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-bench-'));
	const server = await step('starting vLLM', async (say) => await openModelServer(say), { output });
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
			{ way: 'one clone with as many steps', shape: { clones: 1, rounds: 1, steps: clones * rounds * stepsARound } },
		];
		const rows: Row[] = [];
		for (const { way, shape } of ways) {
			const outcomes: Outcome[] = [];
			await step(
				way,
				async (say) => {
					for (const [index, question] of questions.entries()) {
						say(`question ${index + 1} of ${questions.length}`);
						outcomes.push(await research(question, shape, server, store, engine));
					}
				},
				{ output },
			);
			rows.push({ way, outcomes });
		}
		console.log(
			options.json
				? JSON.stringify({ model: server.model, questions: questions.length, rows }, null, '\t')
				: formatRows(server.model, questions.length, rows),
		);
	} finally {
		await store.close();
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	}
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
		`${model} on ${questions} MuSiQue questions; what is not a share is a mean of one question. "Answer named": some clone's answer has the right one in it.`,
	].join('\n');
}

await runScript(benchResearch);
