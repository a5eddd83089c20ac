import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oneOf, readOptions, wholeNumber } from '../shared/readOptions.mts';
import { runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { answerRows, findOpen, judgeAgain } from './lift/answerRows.mts';
import { describeMachine } from './lift/describeMachine.mts';
import { loadEngine, type LiftEngine } from './lift/engine.mts';
import { openLiftServer, places } from './lift/openLiftServer.mts';
import { isQuestion, ResultsFile } from './lift/resultsFile.mts';
import { chooseRows, rows } from './lift/rows.mts';
import { tellLift } from './lift/tellLift.mts';

const sizes = ['tiny', 'small', 'medium'] as const;
const larger = { tiny: 'small', small: 'medium', medium: '' } as const;
const options = readOptions(
	{
		/** Whose weights, as SHADOW_CLONES_MODEL names them. */
		model: { type: 'string', default: 'small' },
		/** Questions of each set. */
		tasks: { type: 'string', default: '100' },
		/** Beginnings of names of rows, with commas between. */
		only: { type: 'string', default: '' },
		on: { type: 'string', default: 'vllm' },
		/** Questions asked at the same time. */
		'at-once': { type: 'string' },
		/** Where the answers are kept. */
		results: { type: 'string', default: fileURLToPath(new URL('lift/results', import.meta.url)) },
		/** Asks nothing, and prints what is kept. */
		table: { type: 'boolean', default: false },
		/** Judges the kept code again, by the package as it is built now, before it prints. */
		recount: { type: 'boolean', default: false },
	},
	({ model, tasks, only, on, 'at-once': atOnce, ...others }) => ({
		...others,
		size: oneOf('model', model, sizes),
		on: oneOf('on', on, places),
		tasks: wholeNumber('tasks', tasks),
		rows: chooseRows(only),
		atOnce: atOnce === undefined ? undefined : wholeNumber('at-once', atOnce),
	}),
);

/** What five clones of a real model gain over one, without anybody who knows the answer. Goes on where it was killed. */
async function benchLift(): Promise<void> {
	const { size, on } = options;
	const engine = loadEngine();
	const file = new ResultsFile(join(options.results, size));
	if (options.recount) await recount(engine, file);
	else if (!options.table) await ask(engine, file, size, on);
	const behind = larger[size] === '' ? [] : new ResultsFile(join(options.results, larger[size])).read();
	console.log(['', ...(await tellLift(engine, file.read(), behind))].join('\n'));
}

async function ask(engine: LiftEngine, file: ResultsFile, size: (typeof sizes)[number], on: (typeof places)[number]): Promise<void> {
	const open = findOpen(options.rows, options.tasks, file);
	if (open.length === 0) return;
	const server = await step('starting the model', async (say) => await openLiftServer(size, on, say));
	const command = `npm run bench:lift -- ${process.argv
		.slice(2)
		.filter((argument) => !argument.startsWith('--results'))
		.join(' ')}`;
	file.append({ startedAt: new Date().toISOString(), machine: describeMachine(), served: server.served, model: server.model, command });
	try {
		// The embedded server has five places and gains nothing from a batch; on one core vLLM wrote 160 tokens a second of its time with 48 answers at once, 210 with 128.
		const atOnce = options.atOnce ?? (on === 'vllm' ? 16 : 1);
		await step('asking', async (say) => await answerRows(open, engine, server, file, atOnce, say));
	} finally {
		await server.stop();
	}
	file.pack();
}

async function recount(engine: LiftEngine, file: ResultsFile): Promise<void> {
	const lines = file.read();
	const judged = await step('judging', async (say) => await judgeAgain(lines.filter(isQuestion), rows, engine, say));
	const again = new Map(judged.map((line) => [`${line.row} ${line.id}`, line]));
	file.pack(lines.map((line) => (isQuestion(line) ? (again.get(`${line.row} ${line.id}`) ?? line) : line)));
}

await runScript(benchLift);
