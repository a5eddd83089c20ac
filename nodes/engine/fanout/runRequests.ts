import type { AskOptions, RetryBudget } from '../endpoint/endpoint';
import { TokenCount } from '../endpoint/tokenCount';
import type { Deadline } from './deadline';
import type { FanOutRequest } from './fanOutRequest';

/** What all questions of one run have in common, and how many there were. */
export class RunRequests {
	/** Requests, retries among them. */
	sent = 0;
	readonly tokens = new TokenCount();
	/** Clones and drafts whose first request went out. */
	started = 0;

	constructor(
		private readonly request: FanOutRequest,
		private readonly retryBudget: RetryBudget,
		private readonly deadline: Deadline,
	) {}

	/** For one call where each question is counted as a start. */
	readonly watch: Required<Pick<AskOptions, 'onAttempt' | 'onCost'>> = {
		onAttempt: (attempt) => {
			if (attempt === 1) this.started++;
			this.sent++;
			this.tokens.begin();
		},
		onCost: this.tokens.add,
	};

	/** For one who begins now. Where one asks often, each question is counted as a start. */
	optionsFor(signal: AbortSignal, asksOften = false): AskOptions {
		const { cloneTimeoutMs, retries, keepCutAnswers, clones, measurePace } = this.request;
		let requestsSent = 0;
		return {
			signal,
			timeoutMs: cloneTimeoutMs,
			startedAt: Date.now(),
			...(this.deadline.at === undefined ? {} : { deadlineAt: this.deadline.at }),
			retries,
			retryBudget: this.retryBudget,
			// A lone clone that is streamed tells its pace on the way, for nothing.
			stream: keepCutAnswers || (clones === 1 && measurePace),
			onAttempt: (attempt) => {
				this.watch.onAttempt(asksOften ? attempt : ++requestsSent);
			},
			onCost: this.watch.onCost,
		};
	}
}
