import type { AnswerForm } from '../evaluate/answerForm';
import type { Sampling } from '../candidate';
import type { ChatMessage } from '../endpoint/endpoint';
import type { ToolDescription } from '../tool';

/** How one of several answers in words is picked. */
export type PickBy =
	| { readonly by: 'consensus' }
	| { readonly by: 'vote'; readonly form: AnswerForm }
	/** `model` empty: the model that answers judges, too. */
	| { readonly by: 'judge'; readonly model: string; readonly rubric: string };

/** One call of a chat model that several clones answer at once. */
export interface ChatClonesRequest {
	readonly clones: number;
	readonly model: string;
	/** The same for every clone, byte by byte, so that the server's prefix cache serves all of them. */
	readonly messages: readonly ChatMessage[];
	readonly tools: readonly ToolDescription[];
	readonly pickBy: PickBy;
	/** `temperature` is the middle of the spread; a missing `seed` is drawn. */
	readonly sampling: Sampling;
	/** How far the coolest and the warmest clone are from the temperature. */
	readonly temperatureSpread: number;
	readonly extraBody?: Readonly<Record<string, unknown>>;
	readonly cloneTimeoutMs: number;
	/** Attempts of one clone after its first; all clones share a budget besides. */
	readonly retries: number;
	/** Stop the others as soon as more than half of the clones gave the same answer. */
	readonly stopsWhenAgreed: boolean;
}
