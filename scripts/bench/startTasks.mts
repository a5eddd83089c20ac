import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedModel, type RunningModelServer } from '../embedded-model/startEmbeddedModel.mts';
import { oneOf, readOptions, wholeNumber } from '../shared/readOptions.mts';
import { runScript, SetupError } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { longest } from '../start/answerTemplates.mts';
import { askClones } from './askClones.mts';
import { describeMachine } from './lift/describeMachine.mts';
import { loadEngine, type LiftEngine } from './lift/engine.mts';
import { judgeCode } from './lift/judgeCode.mts';
import { isQuestion, ResultsFile, type KeptAnswer, type KeptQuestion } from './lift/resultsFile.mts';
import { formatStartTasks } from './startTasks/formatStartTasks.mts';

const sizes = ['tiny', 'small', 'medium'] as const;
const options = readOptions(
	{
		/** Whose weights, as SHADOW_CLONES_MODEL names them. */
		model: { type: 'string', default: 'medium' },
		/** How often five clones are asked each task. */
		runs: { type: 'string', default: '2' },
		/** Names of tasks, with commas between. */
		tasks: { type: 'string', default: '' },
		/** Where the answers are kept. */
		results: { type: 'string', default: fileURLToPath(new URL('startTasks/results', import.meta.url)) },
		/** Asks nothing, and prints what is kept. */
		table: { type: 'boolean', default: false },
	},
	({ model, runs, ...others }) => ({ ...others, model: oneOf('model', model, sizes), runs: wholeNumber('runs', runs) }),
);
const clones = 5;
/** The machine may be busy with other things: what is measured is what is right, not how soon. */
const cloneTimeoutMs = 3 * 3_600_000;

export interface StartTask {
	readonly name: string;
	readonly task: string;
	readonly tests: string;
}

/**
 * Measures the tasks among which those of `npm start` were chosen: how often one try passes, and how often the pick of five does.
 *
 * Asked as `npm start` asks the template, of the embedded model. Goes on where it was killed.
 */
async function benchStartTasks(): Promise<void> {
	const tasks = chooseTasks();
	const file = new ResultsFile(join(options.results, options.model));
	if (!options.table) await ask(loadEngine(), tasks, file);
	console.log(['', ...formatStartTasks(tasks, file.read().filter(isQuestion))].join('\n'));
}

function chooseTasks(): readonly StartTask[] {
	const named = options.tasks === '' ? undefined : options.tasks.split(',');
	const all = JSON.parse(readFileSync(new URL('startTasks.json', import.meta.url), 'utf8')) as StartTask[];
	const unknown = named?.find((each) => !all.some(({ name }) => name === each));
	if (unknown === undefined) return all.filter(({ name }) => named === undefined || named.includes(name));
	throw new SetupError(`No task is named ${unknown}.`, `Choose among ${all.map(({ name }) => name).join(', ')}.`);
}

async function ask(engine: LiftEngine, tasks: readonly StartTask[], file: ResultsFile): Promise<void> {
	const kept = new Set(file.read().flatMap((line) => (isQuestion(line) ? [line.id] : [])));
	const runs = Array.from({ length: options.runs }, (_, index) => index + 1);
	// Each task once before any is asked again: what is broken off then says something of all of them.
	const open = runs.flatMap((run) => tasks.map((task) => ({ task, run, id: `${task.name} ${run}` }))).filter(({ id }) => !kept.has(id));
	if (open.length === 0) return;
	const server = await step('starting the embedded model', async (say) => await startEmbeddedModel({ model: options.model, onStep: say }));
	const command = `npm run bench:start -- --model=${options.model} --runs=${options.runs}`;
	file.append({
		startedAt: new Date().toISOString(),
		machine: describeMachine(),
		served: 'the embedded server',
		model: server.model,
		command,
	});
	try {
		for (const { task, run, id } of open)
			file.append(await step(`five clones at work on ${id}`, async () => await measure(engine, server, { task, run, id })));
	} finally {
		await server.stop();
	}
	file.pack();
}

async function measure(
	engine: LiftEngine,
	{ baseUrl, model }: RunningModelServer,
	{ task, run, id }: { readonly task: StartTask; readonly run: number; readonly id: string },
): Promise<KeptQuestion> {
	const startedAt = performance.now();
	const { candidates } = await askClones(
		engine,
		{ baseUrl, model, apiKey: '', stop: async () => {} },
		{
			task: `${task.task} Write no comments. Answer with the code only.`,
			clones,
			difference: { by: 'sampling', spread: 0.3 },
			sampling: { temperature: 0.7, maxTokens: longest.code, seed: 100 * run },
			keepCutAnswers: true,
			minimumAnswers: clones,
			cloneTimeoutMs,
		},
	);
	const wallMs = Math.round(performance.now() - startedAt);
	const answers = candidates.map(({ approach, text, finishReason, usage, timing }): KeptAnswer => ({
		approach,
		text,
		finishReason,
		promptTokens: usage.promptTokens ?? 0,
		completionTokens: usage.completionTokens ?? 0,
		ms: Math.round(timing.durationMs),
	}));
	const sandbox = await engine.sandboxes.createSandbox('javascript', {});
	try {
		const verdict = await judgeCode(engine, sandbox, candidates, { language: 'javascript', tests: task.tests });
		return { row: 'npm start', id, answers, wallMs, verdict };
	} finally {
		await sandbox.close();
	}
}

await runScript(benchStartTasks);
