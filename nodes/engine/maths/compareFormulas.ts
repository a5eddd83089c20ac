import { join } from 'node:path';
import { ThreadPool } from '../workers/threadPool';
import type { MathsTask } from './worker';

/** For one answer; then it counts as one that cannot be read. */
const TIMEOUT_MS = 1500;
const MEMORY_MB = 256;
const IDLE_MS = 60_000;
/** Answers of one run that may be left out for the time they take; with more, none is compared. */
const MOST_LEFT_OUT = 8;
const MOST_REMEMBERED = 200;

let shared: ThreadPool | undefined;
/** Formulas that took too long, so that they do so once. */
const tooHeavy = new Set<string>();

/**
 * Gives answers with the same value the same form, in a worker: what a formula says decides how long it takes.
 *
 * Each answer comes as the formulas that it may mean, of which the first that can be read counts. Undefined where none can, and where one takes longer than a second and a half or more memory than a formula needs.
 *
 * @throws whatever `signal.reason` is when aborted.
 */
export async function compareFormulas(
	answers: ReadonlyArray<readonly string[]>,
	signal: AbortSignal,
): Promise<ReadonlyArray<string | undefined>> {
	const left = answers.map((formulas) => formulas.filter((formula) => !tooHeavy.has(formula)));
	for (let leftOut = 0; leftOut <= MOST_LEFT_OUT; leftOut++) {
		signal.throwIfAborted();
		if (left.every((formulas) => formulas.length === 0)) break;
		const progress = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
		const task = (notes: MathsTask['notes']): MathsTask => ({ answers: left, notes, progress });
		const forms = await (shared ??= openPool()).runWithin<ReadonlyArray<string | undefined>>(task, TIMEOUT_MS, signal);
		if (forms !== undefined) return forms;
		const heavy = left[progress[0] ?? -1];
		if (heavy === undefined) break;
		for (const formula of heavy) remember(formula);
		left[progress[0] ?? 0] = [];
	}
	return answers.map(() => undefined);
}

function remember(formula: string): void {
	if (tooHeavy.size >= MOST_REMEMBERED) tooHeavy.clear();
	tooHeavy.add(formula);
}

/** Two workers, so that one formula that takes its time leaves the other to the next run. They load the algebra. */
const openPool = (): ThreadPool =>
	new ThreadPool(join(__dirname, 'worker'), __filename, {
		env: {},
		maxThreads: 2,
		idleTimeout: IDLE_MS,
		resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
	});
