type Forms = ReadonlyArray<string | undefined>;
type Answers = ReadonlyArray<{ readonly text: string; readonly data?: unknown }>;

/** The forms on which clones must agree, taken out of candidates; undefined where one has none. */
export type InstantFormsOf = (candidates: Answers) => Forms;

/** The same, where it may take time. */
export type FormsOf = (candidates: Answers, signal?: AbortSignal) => Forms | Promise<Forms>;
