import type { AskOptions } from './endpoint';
import { TokenCount, type TokenSums } from './tokenCount';

/** Told of each request and its cost while questions are asked. */
export type RequestWatch = Required<Pick<AskOptions, 'onAttempt' | 'onCost'>>;

/** What questions took. */
export interface Requests {
	/** Retries and those that failed included. */
	readonly requests: number;
	readonly retries: number;
	/** Of all of them; `unknown` counts those of which the server told nothing. */
	readonly tokens: TokenSums;
}

/** Counts the requests that questions take, those that fail included, and what they cost. */
export class RequestCount implements Requests {
	requests = 0;
	retries = 0;
	private readonly counted = new TokenCount();

	/** For the options of every question that counts. */
	readonly watch: RequestWatch = {
		onAttempt: (attempt) => {
			this.requests++;
			if (attempt > 1) this.retries++;
			this.counted.begin();
		},
		onCost: this.counted.add,
	};

	get tokens(): TokenSums {
		return this.counted.total;
	}
}
