import type { ChatAnswer } from '../endpoint/endpoint';

/** What one synthesis did and cost. */
export interface SynthesisReceipt {
	readonly requests: number;
	readonly retries: number;
	/** Sums over what the server told; `unknown` counts answers whose usage it did not tell. */
	readonly tokens: { readonly prompt: number; readonly completion: number; readonly cached: number; readonly unknown: number };
	readonly wallMs: number;
	readonly models: readonly string[];
	/** What the user should know beside the answer, each once; absent: nothing. */
	readonly notes?: readonly string[];
}

/** Counts the calls of one synthesis. */
export class CallLog {
	private readonly startedAtMs = performance.now();
	private readonly answers: ChatAnswer[] = [];
	private readonly noted: string[] = [];
	private requests = 0;
	private retries = 0;

	attempted(attempt: number): void {
		this.requests++;
		if (attempt > 1) this.retries++;
	}

	answered(answer: ChatAnswer): void {
		this.answers.push(answer);
	}

	note(sentence: string): void {
		this.noted.push(sentence);
	}

	write(): SynthesisReceipt {
		const sum = (key: 'promptTokens' | 'completionTokens' | 'cachedTokens') =>
			this.answers.reduce((total, { usage }) => total + (usage[key] ?? 0), 0);
		const notes = [...new Set([...this.noted, ...this.answers.flatMap((answer) => answer.notes ?? [])])];
		return {
			requests: this.requests,
			retries: this.retries,
			tokens: {
				prompt: sum('promptTokens'),
				completion: sum('completionTokens'),
				cached: sum('cachedTokens'),
				unknown: this.answers.filter(({ usage }) => usage.promptTokens === undefined || usage.completionTokens === undefined).length,
			},
			wallMs: Math.round(performance.now() - this.startedAtMs),
			models: [...new Set(this.answers.map(({ model }) => model))],
			...(notes.length === 0 ? {} : { notes }),
		};
	}
}
