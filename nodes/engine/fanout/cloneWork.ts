import type { AskOptions } from '../endpoint/endpoint';
import type { Answered } from './askClone';

/** What one clone does to come to an answer; in a run with rounds it is asked once in each. */
export interface CloneWork {
	/** Whether it asks the model several questions, so that only what is sent again counts as a retry. */
	readonly asksOften?: true;
	/** `prompt` is what is new since the answer before; absent the first time. */
	answer(options: AskOptions, prompt?: string): Promise<Answered>;
}
