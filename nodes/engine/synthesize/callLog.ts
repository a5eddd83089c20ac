import type { ChatAnswer } from '../endpoint/endpoint';
import { TokenCount, type TokenSums } from '../endpoint/tokenCount';

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
	private readonly tokens = new TokenCount();
	private readonly startedAtMs = performance.now();
	private readonly answers: ChatAnswer[] = [];
	private readonly noted: string[] = [];
	private requests = 0;
	private retries = 0;

	/** What counts each request and its cost. */
	readonly watch = {
		onAttempt: (attempt: number) => {
			this.requests++;
			if (attempt > 1) this.retries++;
			this.tokens.begin();
		},
		onCost: this.tokens.add,
	};

	answered(answer: ChatAnswer): void {
		this.answers.push(answer);
	}

	note(sentence: string): void {
		this.noted.push(sentence);
	}

	write(): SynthesisReceipt {
		const notes = [...new Set([...this.noted, ...this.answers.flatMap((answer) => answer.notes ?? [])])];
		return {
			requests: this.requests,
			retries: this.retries,
			tokens: this.tokens.total,
			wallMs: Math.round(performance.now() - this.startedAtMs),
			models: [...new Set(this.answers.map(({ model }) => model))],
			...(notes.length === 0 ? {} : { notes }),
		};
	}
}
