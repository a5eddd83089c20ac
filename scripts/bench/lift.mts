import { parseArgs } from 'node:util';
import type * as Endpoints from '../../nodes/engine/endpoint/index.ts';
import type * as Scorers from '../../nodes/engine/evaluate/scorers/index.ts';
import type * as FanningOut from '../../nodes/engine/fanout/fanOut.ts';
import type * as Sandboxes from '../../nodes/engine/sandbox/index.ts';
import { runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { formatTable } from '../start/formatTable.mts';
import { askClones, type AskingEngine } from './askClones.mts';
import { readRows, requireBuilt } from './built.mts';
import { createDraw } from './memory/texts.mts';
import { openModelServer, type ModelServer } from './openModelServer.mts';

const { values: options } = parseArgs({
	options: { json: { type: 'boolean', default: false }, sums: { type: 'string', default: '20' }, tasks: { type: 'string', default: '8' } },
});
const signal = new AbortController().signal;
const limits = { timeoutMs: 3000, memoryBytes: 64 * 2 ** 20, outputBytes: 64 * 1024 };
const draftedTests = 5;

interface CodeTask {
	readonly prompt: string;
	readonly tests: string;
}

/** What became of one question: the share of its clones that were right, whether the picked one was, and whether any was. */
interface Outcome {
	readonly one: number;
	readonly picked: boolean;
	readonly any: boolean;
}

interface Row {
	readonly what: string;
	readonly outcomes: readonly Outcome[];
}

/** What five clones of a real model gain over one, without anybody who knows the answer: a vote on sums, and code picked by how it behaves. */
async function benchLift(): Promise<void> {
	const output = options.json ? process.stderr : process.stdout;
	const engine = loadBuilt();
	const server = await step('starting vLLM', async (say) => await openModelServer(say), { output });
	try {
		const sums = drawSums(Number(options.sums));
		const tasks = readRows<CodeTask>('humaneval-js').slice(0, Number(options.tasks));
		const rows: Row[] = [
			{
				what: 'sums, by vote',
				outcomes: await step('adding up', async (say) => await forEach(sums, say, async (sum) => await voteOnSum(engine, server, sum)), {
					output,
				}),
			},
			{
				what: 'code without tests, by agreement',
				outcomes: await step(
					'writing code',
					async (say) => await forEach(tasks, say, async (task) => await pickCode(engine, server, task)),
					{ output },
				),
			},
		];
		console.log(options.json ? JSON.stringify({ model: server.model, rows }, null, '\t') : formatRows(server.model, rows));
	} finally {
		await server.stop();
	}
}

async function forEach<Item>(
	items: readonly Item[],
	say: (line: string) => void,
	work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const [index, item] of items.entries()) {
		say(`question ${index + 1} of ${items.length}`);
		outcomes.push(await work(item));
	}
	return outcomes;
}

function drawSums(count: number): ReadonlyArray<readonly [left: number, right: number]> {
	const draw = createDraw(5);
	return Array.from({ length: count }, () => [2 + draw(18), 2 + draw(18)] as const);
}

async function voteOnSum(engine: Engine, server: ModelServer, [left, right]: readonly [number, number]): Promise<Outcome> {
	const { candidates } = await askClones(engine, server, {
		task: `What is ${left} + ${right}? Answer with the number only.`,
		sampling: { temperature: 0.7, maxTokens: 40, seed: 1 },
	});
	const vote = engine.scorers.createScorer('vote', { form: { kind: 'number' }, minimumShare: 0 }, noTools);
	const { opinions } = await vote.assess(candidates, signal);
	return toOutcome(
		opinions.map(({ extracted }) => extracted?.['answer'] === String(left + right)),
		opinions.findIndex(({ accepted }) => accepted),
	);
}

async function pickCode(engine: Engine, server: ModelServer, { prompt, tests }: CodeTask): Promise<Outcome> {
	const task = `Complete this JavaScript function. Answer with the whole function in one code block.\n\n${prompt}`;
	const { candidates } = await askClones(engine, server, { task, sampling: { temperature: 0.5, maxTokens: 300, seed: 1 } });
	const sandbox = await engine.sandboxes.createSandbox('javascript', {});
	try {
		const tools = {
			openSandbox: async () => sandbox,
			extractCode: engine.sandboxes.extractCode,
			ask: createDrafter(engine, server),
		};
		const runs = { language: 'javascript', functionName: '', limits, testsAtOnce: 2 };
		const { opinions } = await engine.scorers
			.createScorer('executionAgreement', { ...runs, mostInputs: 20, draftedTests }, tools)
			.assess(candidates, signal);
		const proof = await engine.scorers
			.createScorer('runTests', { ...runs, tests, acceptance: { minimumShare: 1 } }, tools)
			.assess(candidates, signal);
		return toOutcome(
			proof.opinions.map(({ accepted }) => accepted),
			opinions.findIndex(({ accepted }) => accepted),
		);
	} finally {
		await sandbox.close();
	}
}

function createDrafter({ endpoints }: Engine, server: ModelServer): NonNullable<Scorers.ScorerTools['ask']> {
	return async ({ messages, jsonSchema }, stopped) => {
		const endpoint = endpoints.createEndpoint({ baseUrl: server.baseUrl, ...(server.apiKey === '' ? {} : { apiKey: server.apiKey }) });
		try {
			return await endpoint.chat(
				{ model: server.model, messages, sampling: { temperature: 0, maxTokens: 200 }, ...(jsonSchema && { jsonSchema }) },
				{ signal: stopped, timeoutMs: 600_000, retries: 2, retryBudget: endpoints.createRetryBudget(1), stream: false },
			);
		} finally {
			await endpoint.close();
		}
	};
}

/** Where none was accepted, none was picked, and that is not right. */
function toOutcome(right: readonly boolean[], picked: number): Outcome {
	return { one: right.filter(Boolean).length / Math.max(1, right.length), picked: right[picked] === true, any: right.includes(true) };
}

const noTools: Scorers.ScorerTools = {
	openSandbox: async () => await Promise.reject(new Error('A vote runs no code.')),
	extractCode: (text: string): string => text,
};

interface Engine extends AskingEngine {
	readonly endpoints: typeof Endpoints;
	readonly fanningOut: typeof FanningOut;
	readonly scorers: typeof Scorers;
	readonly sandboxes: typeof Sandboxes;
}

function loadBuilt(): Engine {
	return {
		endpoints: requireBuilt<typeof Endpoints>('endpoint/index.js'),
		fanningOut: requireBuilt<typeof FanningOut>('fanout/fanOut.js'),
		scorers: requireBuilt<typeof Scorers>('evaluate/scorers/index.js'),
		sandboxes: requireBuilt<typeof Sandboxes>('sandbox/index.js'),
	};
}

function formatRows(model: string, rows: readonly Row[]): string {
	const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
	const mean = (outcomes: readonly Outcome[], valueOf: (outcome: Outcome) => number) =>
		outcomes.reduce((sum, outcome) => sum + valueOf(outcome), 0) / Math.max(1, outcomes.length);
	const cells = rows.map(({ what, outcomes }) => {
		const [one, picked, any] = [
			mean(outcomes, (outcome) => outcome.one),
			mean(outcomes, (outcome) => Number(outcome.picked)),
			mean(outcomes, (outcome) => Number(outcome.any)),
		];
		return [
			what,
			String(outcomes.length),
			percent(one),
			percent(picked),
			`${picked >= one ? '+' : ''}${(100 * (picked - one)).toFixed(1)} points`,
			percent(any),
		];
	});
	const table = formatTable(
		[['what', 'questions', 'one clone', 'picked of five', 'lift', 'any of five'], ...cells],
		['left', 'right', 'right', 'right', 'right', 'right'],
	);
	return [
		'',
		...table,
		'',
		`${model}. "One clone" is the mean of the five; code is right when it passes HumanEval's own tests, which the pick never sees.`,
	].join('\n');
}

await runScript(benchLift);
