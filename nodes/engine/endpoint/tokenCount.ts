import type { Usage } from '../candidate';

/** Sums over what the servers told; `unknown` counts requests of which they told nothing. */
export interface TokenSums {
	readonly prompt: number;
	readonly completion: number;
	/** Of the prompts; absent where no server tells it. */
	readonly cached?: number;
	readonly unknown: number;
}

/**
 * Adds up what requests cost, also those whose answers are of no use.
 *
 * A request that was stopped or broke off on its way has no cost that anybody knows, so it counts as unknown, and not as nothing.
 */
export class TokenCount {
	private requests = 0;
	private told = 0;
	private readonly sums: { prompt: number; completion: number; cached?: number } = { prompt: 0, completion: 0 };

	/** A request went out. */
	readonly begin = (): void => {
		this.requests++;
	};

	/** What one of them cost. */
	readonly add = ({ promptTokens, completionTokens, cachedTokens }: Usage): void => {
		if (promptTokens !== undefined && completionTokens !== undefined) this.told++;
		this.sums.prompt += promptTokens ?? 0;
		this.sums.completion += completionTokens ?? 0;
		if (cachedTokens !== undefined) this.sums.cached = (this.sums.cached ?? 0) + cachedTokens;
	};

	get total(): TokenSums {
		if (this.requests === 0) return { prompt: 0, completion: 0, cached: 0, unknown: 0 };
		return { ...this.sums, unknown: Math.max(0, this.requests - this.told) };
	}
}

export function addTokens(sums: readonly TokenSums[]): TokenSums {
	const add = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
	const cached = sums.flatMap((each) => each.cached ?? []);
	return {
		prompt: add(sums.map(({ prompt }) => prompt)),
		completion: add(sums.map(({ completion }) => completion)),
		...(cached.length > 0 && { cached: add(cached) }),
		unknown: add(sums.map(({ unknown }) => unknown)),
	};
}
