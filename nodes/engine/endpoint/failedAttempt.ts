import type { Usage } from '../candidate';

/** What went wrong with one request, as it was seen, before anyone put it into words. */
export type Failure =
	/**
	 * The server answered, but not with success; or it said an error within a success (`isInsideSuccess`), and then 500 stands for a status that it did not say.
	 * `retryAfter`: the header as it came; `waitMs`: the longest wait that any header asks for.
	 */
	| {
			readonly kind: 'refused';
			readonly status: number;
			readonly body: string;
			readonly retryAfter?: string;
			readonly waitMs?: number;
			readonly isInsideSuccess?: true;
			readonly location?: string;
	  }
	/** No byte of an answer came; `reused`: on a connection that had served an earlier request. */
	| { readonly kind: 'unanswered'; readonly error: unknown; readonly reused: boolean }
	/** The answer began and broke off, and nothing of it can be kept, or a whole one is hoped for; `isText`: text of it had come, and not only thinking. */
	| { readonly kind: 'cut'; readonly error?: unknown; readonly receivedCharacters: number; readonly isText?: true }
	/** The server said success and sent something that is no chat answer. */
	| { readonly kind: 'nonsense'; readonly shape: 'html' | 'empty' | 'brokenJson' | 'otherJson' | 'notJson'; readonly body: string }
	/** A whole answer without text and without tool calls. */
	| { readonly kind: 'empty'; readonly finishReason: string; readonly reasoning?: string; readonly usage: Usage };

export type Refused = Failure & { readonly kind: 'refused' };

/** Carries a failure up to the retry loop; never leaves this folder. */
export class FailedAttempt extends Error {
	override readonly name = 'FailedAttempt';

	/** The words stay neutral: the `openai` package reads a timeout into any message that mentions one, and drops the rest. */
	constructor(readonly failure: Failure) {
		super(`attempt: ${failure.kind}`);
	}
}
