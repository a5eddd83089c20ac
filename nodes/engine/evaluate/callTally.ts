import type { AskOptions, ChatAnswer } from '../endpoint/endpoint';
import { TokenCount, type TokenSums } from '../endpoint/tokenCount';

/** What a scorer asked of models. */
export interface ModelCalls {
	/** Retries and those that failed included. */
	readonly requests: number;
	readonly retries: number;
	/** Of all these requests; `unknown` counts those of which the server told nothing. */
	readonly tokens: TokenSums;
	/** What the user should know beside the answers, each once; absent: nothing. */
	readonly notes?: readonly string[];
}

/** Told of each request and its cost while a question is asked. */
export type CallWatch = Required<Pick<AskOptions, 'onAttempt' | 'onCost'>>;

/** Counts what is asked of models. */
export class CallTally {
	private requests = 0;
	private retries = 0;
	private readonly tokens = new TokenCount();
	private readonly notes = new Set<string>();

	private readonly watch: CallWatch = {
		onAttempt: (attempt) => {
			this.requests++;
			if (attempt > 1) this.retries++;
			this.tokens.begin();
		},
		onCost: this.tokens.add,
	};

	/** @throws what `ask` throws; the requests that it took are counted. */
	async count(ask: (watch: CallWatch) => Promise<ChatAnswer>): Promise<ChatAnswer> {
		const answer = await ask(this.watch);
		for (const note of answer.notes ?? []) this.notes.add(note);
		return answer;
	}

	/** Empty where nothing was asked. */
	get asked(): { readonly asked?: ModelCalls } {
		if (this.requests === 0) return {};
		const { requests, retries, notes } = this;
		return { asked: { requests, retries, tokens: this.tokens.total, ...(notes.size > 0 && { notes: [...notes] }) } };
	}
}
