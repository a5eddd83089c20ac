import type { ChatAnswer } from '../endpoint/endpoint';
import { RequestCount, type RequestWatch } from '../endpoint/requestCount';
import type { TokenSums } from '../endpoint/tokenCount';

/** What one synthesis did and cost. */
export interface SynthesisReceipt {
	readonly requests: number;
	readonly retries: number;
	/** Of all requests; `unknown` counts those of which the server told nothing. */
	readonly tokens: TokenSums;
	readonly wallMs: number;
	readonly models: readonly string[];
	/** What the user should know beside the answer, each once; absent: nothing. */
	readonly notes?: readonly string[];
}

/** Counts the calls of one synthesis. */
export class CallLog {
	private readonly counted = new RequestCount();
	private readonly startedAtMs = performance.now();
	private readonly answers: ChatAnswer[] = [];
	private readonly noted: string[] = [];
	/** What counts each request and its cost. */
	get watch(): RequestWatch {
		return this.counted.watch;
	}

	answered(answer: ChatAnswer): void {
		this.answers.push(answer);
	}

	note(sentence: string): void {
		this.noted.push(sentence);
	}

	write(): SynthesisReceipt {
		const notes = [...new Set([...this.noted, ...this.answers.flatMap((answer) => answer.notes ?? [])])];
		return {
			requests: this.counted.requests,
			retries: this.counted.retries,
			tokens: this.counted.tokens,
			wallMs: Math.round(performance.now() - this.startedAtMs),
			models: [...new Set(this.answers.map(({ model }) => model))],
			...(notes.length === 0 ? {} : { notes }),
		};
	}
}
