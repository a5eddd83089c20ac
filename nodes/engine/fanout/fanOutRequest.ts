import type { Sampling } from '../candidate';
import type { FormsOf } from './forms';
import type { LargerModel } from './largerModel';
import type { Role } from './roles';
import type { ToolLimits } from './tools/toolLimits';
import type { ToolMode } from './tools/toolMode';

/** `json` without a schema asks for any JSON object. */
export type AnswerFormat = { readonly kind: 'text' } | { readonly kind: 'json'; readonly schema?: Readonly<Record<string, unknown>> };

/** How clones differ. With fewer approaches, models, plans or roles than clones, they are taken in turn again. */
export type Difference =
	| { readonly by: 'approach'; readonly approaches: ReadonlyArray<{ readonly label: string; readonly instruction: string }> }
	| { readonly by: 'model'; readonly models: readonly string[] }
	/** One call drafts distinct plans, and each clone follows one. */
	| { readonly by: 'plan' }
	| { readonly by: 'role'; readonly roles: readonly Role[] }
	/** Temperatures are spread evenly around the asked one, from `spread` below it to `spread` above it, the coolest first. */
	| { readonly by: 'sampling'; readonly spread: number };

export type StopWhen =
	| { readonly kind: 'all' }
	/** Stops when so many have answered; with `counts`, only answers that pass that check are counted. */
	| {
			readonly kind: 'enough';
			readonly answers: number;
			readonly counts?: (candidate: { readonly text: string; readonly data?: unknown }) => boolean;
	  }
	/** Stops when the leading form can no longer lose, or when its posterior passes `confidence` (0.5–1). */
	| { readonly kind: 'agree'; readonly confidence: number; readonly formsOf: FormsOf };

/** Everything one run needs to know; defaults are the caller's. */
export interface FanOutRequest {
	readonly task: string;
	readonly clones: number;
	readonly model: string;
	/** Models that take turns, one clone each, in place of `model`; absent: none do. */
	readonly turns?: readonly string[];
	readonly difference: Difference;
	readonly answerFormat: AnswerFormat;
	readonly stopWhen: StopWhen;
	readonly system?: string;
	readonly sampling: Sampling;
	readonly extraBody?: Readonly<Record<string, unknown>>;
	/** Names of fields of the request body that are never sent. */
	readonly leaveOut?: readonly string[];
	readonly cloneTimeoutMs: number;
	/** For the whole run, from its start, waiting included. */
	readonly deadlineMs?: number;
	/** Attempts of one clone after its first; all clones share a budget besides. */
	readonly retries: number;
	/** With fewer answers than this the run ends in a TooFewAnswersError, and no stop rule ends it. */
	readonly minimumAnswers: number;
	/** Read answers token by token, so that what has come survives a deadline or a broken stream, marked `cut`. */
	readonly keepCutAnswers: boolean;
	readonly includeRaw: boolean;
	/** Ask how likely the model found its words, so that votes can be weighed by it. */
	readonly logProbabilities?: boolean;
	/** Leave what the model thinks in the text, as the server sent it; absent: it is kept apart. */
	readonly leavesThinking?: boolean;
	/** Where no pace is known yet, make one short lone call first. */
	readonly measurePace: boolean;
	readonly toolLimits: ToolLimits;
	/** Absent: function calling. */
	readonly toolMode?: ToolMode;
	readonly sharing: Sharing;
	/** Asked once more, where the clones are unsure; absent: never. */
	readonly larger?: LargerModel;
}

/** How clones let each other know what they find. With one round they do not. */
export interface Sharing {
	readonly rounds: number;
	/** Of findings and questions that a clone is told at the beginning of a round. */
	readonly digestTokens: number;
}
