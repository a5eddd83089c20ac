import { letHostGoFirst } from '../workers/letHostGoFirst';
import { beginWork, type WorkerNotes } from '../workers/workerNotes';
import { groupReadings } from './groupReadings';
import type { ReadAnswer } from './reading';
import { readAnswer } from './readAnswer';

export interface MathsTask {
	/** For each answer what may be its formula, the first that can be read counts. */
	readonly answers: ReadonlyArray<readonly string[]>;
	readonly notes: WorkerNotes;
	/** Tells which answer is being read, so that one that takes too long can be left out. */
	readonly progress: Int32Array;
}

letHostGoFirst();

/** Formulas whose readings are kept: while clones answer, the same ones are compared again and again. */
const MOST_KEPT = 1000;
const kept = new Map<string, ReadAnswer | undefined>();

/** What the pool calls in each worker. */
export default function work({ answers, notes, progress }: MathsTask): ReadonlyArray<string | undefined> {
	const read = answers.map((formulas, index) => {
		progress[0] = index;
		beginWork(notes);
		return readFirst(formulas);
	});
	progress[0] = answers.length;
	beginWork(notes);
	return groupReadings(read);
}

function readFirst(formulas: readonly string[]): ReadAnswer | undefined {
	for (const formula of formulas) {
		const read = readOnce(formula);
		if (read !== undefined) return read;
	}
	return undefined;
}

function readOnce(formula: string): ReadAnswer | undefined {
	if (kept.has(formula)) return kept.get(formula);
	const read = tryToRead(formula);
	if (kept.size >= MOST_KEPT) kept.clear();
	kept.set(formula, read);
	return read;
}

function tryToRead(formula: string): ReadAnswer | undefined {
	try {
		return { formula, readings: readAnswer(formula) };
	} catch {
		return undefined; // A formula that cannot be read is no vote.
	}
}
