import type { Usage } from '../candidate';
import type { ChatAnswer } from '../endpoint/endpoint';

/** What a scorer asked of models: requests, retries included, and tokens as the server counted them; a count that it did not give for every answer is absent. */
export interface ModelCalls {
	readonly requests: number;
	readonly tokens: { readonly prompt?: number; readonly completion?: number };
	/** What the user should know beside the answers, each once; absent: nothing. */
	readonly notes?: readonly string[];
}

/** Counts what is asked of models. */
export class CallTally {
	private requests = 0;
	private readonly usages: Usage[] = [];
	private readonly notes = new Set<string>();

	/** @throws what `ask` throws, after counting its attempts. */
	async count(ask: () => Promise<ChatAnswer>): Promise<ChatAnswer> {
		try {
			const answer = await ask();
			this.requests += answer.attempts;
			this.usages.push(answer.usage);
			for (const note of answer.notes ?? []) this.notes.add(note);
			return answer;
		} catch (error) {
			const { attempts } = error as { attempts?: unknown };
			this.requests += typeof attempts === 'number' ? attempts : 1;
			throw error;
		}
	}

	/** Empty where nothing was asked. */
	get asked(): { readonly asked?: ModelCalls } {
		if (this.requests === 0) return {};
		const [prompt, completion] = [this.sum('promptTokens'), this.sum('completionTokens')];
		return {
			asked: {
				requests: this.requests,
				tokens: { ...(prompt !== undefined && { prompt }), ...(completion !== undefined && { completion }) },
				...(this.notes.size > 0 && { notes: [...this.notes] }),
			},
		};
	}

	private sum(key: 'promptTokens' | 'completionTokens'): number | undefined {
		const counts = this.usages.map((usage) => usage[key]).filter((count) => count !== undefined);
		return counts.length < Math.max(1, this.usages.length) ? undefined : counts.reduce((sum, count) => sum + count, 0);
	}
}
