import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runScript, SetupError } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { answerRows, findOpen, judgeAgain } from './lift/answerRows.mts';
import { describeMachine } from './lift/describeMachine.mts';
import { loadEngine, type LiftEngine } from './lift/engine.mts';
import { openLiftServer, places } from './lift/openLiftServer.mts';
import { isQuestion, ResultsFile } from './lift/resultsFile.mts';
import { chooseRows, rows } from './lift/rows.mts';
import { tellLift } from './lift/tellLift.mts';

const { values: options } = parseArgs({
	options: {
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
});
const sizes = ['tiny', 'small', 'medium'] as const;
const larger = { tiny: 'small', small: 'medium', medium: '' } as const;

/** What five clones of a real model gain over one, without anybody who knows the answer. Goes on where it was killed. */
async function benchLift(): Promise<void> {
	const [size, on] = [choose('model', sizes, options.model), choose('on', places, options.on)];
	const engine = loadEngine();
	const file = new ResultsFile(join(options.results, size));
	if (options.recount) await recount(engine, file);
	else if (!options.table) await ask(engine, file, size, on);
	const behind = larger[size] === '' ? [] : new ResultsFile(join(options.results, larger[size])).read();
	console.log(['', ...(await tellLift(engine, file.read(), behind))].join('\n'));
}

async function ask(engine: LiftEngine, file: ResultsFile, size: (typeof sizes)[number], on: (typeof places)[number]): Promise<void> {
	const open = findOpen(chooseRows(options.only), Number(options.tasks), file);
	if (open.length === 0) return;
	const server = await step('starting the model', async (say) => await openLiftServer(size, on, say));
	const command = `npm run bench:lift -- ${process.argv
		.slice(2)
		.filter((argument) => !argument.startsWith('--results'))
		.join(' ')}`;
	file.append({ startedAt: new Date().toISOString(), machine: describeMachine(), served: server.served, model: server.model, command });
	try {
		// The embedded server has five places and gains nothing from a batch; on one core vLLM wrote 160 tokens a second of its time with 48 answers at once, 210 with 128.
		const atOnce = Number(options['at-once'] ?? (on === 'vllm' ? 16 : 1));
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

function choose<Name extends string>(option: string, names: readonly Name[], given: string): Name {
	const found = names.find((name) => name === given);
	if (found === undefined)
		throw new SetupError(`--${option} is ${given}, and it is one of ${names.join(', ')}.`, `Say --${option}=${names[1] ?? names[0]}.`);
	return found;
}

await runScript(benchLift);
