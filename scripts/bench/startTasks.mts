import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type * as Endpoints from '../../nodes/engine/endpoint/index.ts';
import type * as Scorers from '../../nodes/engine/evaluate/scorers/index.ts';
import type * as Approaches from '../../nodes/engine/fanout/approaches/index.ts';
import type * as FanningOut from '../../nodes/engine/fanout/fanOut.ts';
import type * as Sandboxes from '../../nodes/engine/sandbox/index.ts';
import { startEmbeddedModel } from '../embedded-model/startEmbeddedModel.mts';
import { runScript, SetupError } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { formatTable } from '../start/formatTable.mts';
import { askClones, type AskingEngine } from './askClones.mts';
import { requireBuilt } from './built.mts';

const { values: options } = parseArgs({
	options: {
		model: { type: 'string', default: 'medium' },
		runs: { type: 'string', default: '2' },
		tasks: { type: 'string', default: '' },
		keep: { type: 'string' },
	},
});
const signal = new AbortController().signal;
const limits = { timeoutMs: 3000, memoryBytes: 64 * 2 ** 20, outputBytes: 64 * 1024 };
const fiveApproaches = 5;

interface Task {
	readonly name: string;
	readonly task: string;
	readonly tests: string;
}

/** What became of one run of five clones on one task; its tests are what says right. */
interface Outcome {
	readonly name: string;
	readonly run: number;
	readonly model: string;
	readonly right: readonly boolean[];
	/** Whether the one that behaves most like the others is right, picked without the tests. */
	readonly pickedWithoutTests: boolean;
	readonly tokens: number;
}

interface Engine extends AskingEngine {
	readonly approaches: typeof Approaches;
	readonly scorers: typeof Scorers;
	readonly sandboxes: typeof Sandboxes;
}

/**
 * Measures the tasks among which those of `npm start` were chosen: how often one try passes, and how often the pick of five does.
 *
 * Asked as the template asks. With `--keep=<file>` outcomes are kept line by line, and what stands there is not asked again.
 */
async function benchStartTasks(): Promise<void> {
	const named = options.tasks === '' ? undefined : options.tasks.split(',');
	const all = JSON.parse(readFileSync(new URL('startTasks.json', import.meta.url), 'utf8')) as Task[];
	const tasks = all.filter(({ name }) => named === undefined || named.includes(name));
	if (tasks.length === 0)
		throw new SetupError(`No task is named ${options.tasks}.`, `Choose among ${all.map(({ name }) => name).join(', ')}.`);
	const engine = loadBuilt();
	const server = await step('starting the embedded model', async (say) => await startEmbeddedModel({ model: options.model, onStep: say }));
	const outcomes = readKept().filter(({ model }) => model === server.model);
	const isKnown = (task: Task, run: number) => outcomes.some((each) => each.name === task.name && each.run === run);
	try {
		for (const task of tasks) {
			for (let run = 1; run <= Number(options.runs); run++) {
				if (isKnown(task, run)) continue;
				const outcome = await step(`five clones at work on ${task.name}`, async () => await measure(engine, server, task, run));
				outcomes.push(outcome);
				if (options.keep !== undefined) appendFileSync(options.keep, `${JSON.stringify(outcome)}\n`);
			}
		}
	} finally {
		await server.stop();
	}
	console.log(formatOutcomes(tasks, outcomes));
}

function readKept(): Outcome[] {
	if (options.keep === undefined || !existsSync(options.keep)) return [];
	const lines = readFileSync(options.keep, 'utf8').split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Outcome);
}

async function measure(engine: Engine, { baseUrl, model }: { baseUrl: string; model: string }, task: Task, run: number): Promise<Outcome> {
	const server = { baseUrl, model, apiKey: '', stop: async () => await Promise.resolve() };
	const { candidates } = await askClones(engine, server, {
		task: `${task.task} Answer with the code only.`,
		difference: { by: 'approach', approaches: engine.approaches.approaches.slice(0, fiveApproaches) },
		sampling: { temperature: 0.4, maxTokens: 400, seed: 100 * run },
	});
	const sandbox = await engine.sandboxes.createSandbox('javascript', {});
	try {
		const tools = { openSandbox: async () => sandbox, extractCode: engine.sandboxes.extractCode };
		const runs = { language: 'javascript', functionName: '', limits, testsAtOnce: 2 };
		const proving = engine.scorers.createScorer('runTests', { ...runs, tests: task.tests, acceptance: { minimumShare: 1 } }, tools);
		const agreeing = engine.scorers.createScorer('executionAgreement', { ...runs, mostInputs: 20, draftedTests: 0 }, tools);
		const proof = await proving.assess(candidates, signal);
		const agreement = await agreeing.assess(candidates, signal);
		const right = proof.opinions.map(({ accepted }) => accepted);
		const tokens = candidates.reduce((sum, { usage }) => sum + (usage.completionTokens ?? 0), 0);
		return { name: task.name, run, model, right, pickedWithoutTests: right[bestOf(agreement.opinions)] === true, tokens };
	} finally {
		await sandbox.close();
	}
}

/** The first with the highest value, as Clone Evaluator ranks; -1 where nothing was scored. */
function bestOf(opinions: readonly Scorers.Opinion[]): number {
	const values = opinions.map(({ score }) => (score.kind === 'scored' ? score.value : -1));
	const best = Math.max(...values);
	return best < 0 ? -1 : values.indexOf(best);
}

function loadBuilt(): Engine {
	return {
		endpoints: requireBuilt<typeof Endpoints>('endpoint/index.js'),
		fanningOut: requireBuilt<typeof FanningOut>('fanout/fanOut.js'),
		approaches: requireBuilt<typeof Approaches>('fanout/approaches/index.js'),
		scorers: requireBuilt<typeof Scorers>('evaluate/scorers/index.js'),
		sandboxes: requireBuilt<typeof Sandboxes>('sandbox/index.js'),
	};
}

function formatOutcomes(tasks: readonly Task[], outcomes: readonly Outcome[]): string {
	const rows = tasks.map(({ name }) => {
		const own = outcomes.filter((outcome) => outcome.name === name);
		const tries = own.flatMap(({ right }) => right);
		const count = (isSo: (outcome: Outcome) => boolean) => `${own.filter(isSo).length} of ${own.length}`;
		return [
			name,
			`${tries.filter(Boolean).length} of ${tries.length}`,
			count(({ right }) => right.includes(true)),
			count(({ pickedWithoutTests }) => pickedWithoutTests),
			String(Math.round(own.reduce((sum, { tokens }) => sum + tokens, 0) / Math.max(1, tries.length))),
		];
	});
	const heading = ['task', 'one try passes', 'any of five', 'picked without tests', 'tokens a try'];
	return ['', ...formatTable([heading, ...rows], ['left', 'right', 'right', 'right', 'right'])].join('\n');
}

await runScript(benchStartTasks);
