import type { ChatAnswer } from '../endpoint/endpoint';
import { RequestCount, type Requests, type RequestWatch } from '../endpoint/requestCount';

/** What a scorer asked of models. */
export interface ModelCalls extends Requests {
	/** What the user should know beside the answers, each once; absent: nothing. */
	readonly notes?: readonly string[];
}

/** Counts what is asked of models. */
export class CallTally {
	private readonly counted = new RequestCount();
	private readonly notes = new Set<string>();

	/** @throws what `ask` throws; the requests that it took are counted. */
	async count(ask: (watch: RequestWatch) => Promise<ChatAnswer>): Promise<ChatAnswer> {
		const answer = await ask(this.counted.watch);
		for (const note of answer.notes ?? []) this.notes.add(note);
		return answer;
	}

	/** Empty where nothing was asked. */
	get asked(): { readonly asked?: ModelCalls } {
		const { requests, retries, tokens } = this.counted;
		const { notes } = this;
		if (requests === 0) return {};
		return { asked: { requests, retries, tokens, ...(notes.size > 0 && { notes: [...notes] }) } };
	}
}
