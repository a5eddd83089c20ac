/** What is read of an answer. */
export interface Answered {
	readonly text: string;
	readonly data?: unknown;
}

type Forms = ReadonlyArray<string | undefined>;

/** The counting parts of some answers, in their order; undefined where there is none. */
export type InstantFormsOf = (answers: readonly Answered[]) => Forms;

/**
 * The same where that may take time: formulas are calculated elsewhere.
 *
 * @throws whatever `signal.reason` is when aborted.
 */
export type FormsOf = (answers: readonly Answered[], signal?: AbortSignal) => Forms | Promise<Forms>;
