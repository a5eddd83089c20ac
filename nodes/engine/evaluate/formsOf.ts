import { inTurns } from '../takeTurns';

/** What is read of an answer. */
export interface Answered {
	readonly text: string;
	readonly data?: unknown;
}

type Forms = ReadonlyArray<string | undefined>;

/** The counting parts of some answers, in their order; undefined where there is none. */
export type InstantFormsOf = (answers: readonly Answered[]) => Forms;

/**
 * The same where that may take time: formulas are calculated elsewhere, and with a signal n8n's thread sees to others between two answers.
 *
 * @throws whatever `signal.reason` is when aborted.
 */
export type FormsOf = (answers: readonly Answered[], signal?: AbortSignal) => Forms | Promise<Forms>;

/** Makes forms of each answer on its own: all at once, or with a signal in turns. */
export function formsOfEach(formOf: (answer: Answered) => string | undefined): FormsOf & InstantFormsOf;
/** The same where what an answer counts as depends on the others. */
export function formsOfEach<Reading>(
	read: (answer: Answered) => Reading,
	compare: (readings: readonly Reading[]) => Forms,
): FormsOf & InstantFormsOf;
export function formsOfEach<Reading>(read: (answer: Answered) => Reading, compare = (readings: readonly Reading[]) => readings as Forms) {
	return ((answers: readonly Answered[], signal?: AbortSignal) =>
		signal === undefined ? compare(answers.map(read)) : inTurns(answers, read, signal).then(compare)) as FormsOf & InstantFormsOf;
}
