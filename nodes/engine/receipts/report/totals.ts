import type { KeptReceipt } from '../keptReceipt';

/** Plain sums over receipts. A run is a fan-out or a call of a chat model; clones are counted of runs alone, tokens and requests of everything. */
export interface Totals {
	receipts: number;
	runs: number;
	asked: number;
	answered: number;
	cut: number;
	stopped: number;
	failed: number;
	/** Runs whose pace was measured; `savedMs` adds up those alone. */
	measuredRuns: number;
	savedMs: number;
	/** Answers looked for in a cache, and those found. */
	lookedUp: number;
	cacheHits: number;
	/** Evaluations and calls of a chat model, and those in which an answer was picked. */
	decided: number;
	picked: number;
	/** Added up over `agreements` of these. */
	agreement: number;
	agreements: number;
	requests: number;
	retries: number;
	promptTokens: number;
	completionTokens: number;
	cachedTokens: number;
	/** Answers whose tokens no server told. */
	unknownTokens: number;
}

export function noTotals(): Totals {
	return {
		...{
			receipts: 0,
			runs: 0,
			asked: 0,
			answered: 0,
			cut: 0,
			stopped: 0,
			failed: 0,
			measuredRuns: 0,
			savedMs: 0,
			lookedUp: 0,
			cacheHits: 0,
		},
		...{ decided: 0, picked: 0, agreement: 0, agreements: 0, requests: 0, retries: 0 },
		...{ promptTokens: 0, completionTokens: 0, cachedTokens: 0, unknownTokens: 0 },
	};
}

/** What one receipt adds. */
export function totalsOf(receipt: KeptReceipt): Totals {
	const { kind, asked, answered, cut = 0, stopped = 0, failures = [], savedMs, cacheHits, outcome, tokens } = receipt;
	const isRun = kind === 'fanOut' || kind === 'chatModel';
	const isDecided = kind === 'evaluation' || kind === 'chatModel';
	const isPicked = outcome?.result === 'accepted' || outcome?.result === 'picked';
	const agreement = isDecided ? outcome?.agreement : undefined;
	return {
		receipts: 1,
		runs: isRun ? 1 : 0,
		...(isRun ? { asked, answered, cut, stopped } : { asked: 0, answered: 0, cut: 0, stopped: 0 }),
		failed: failures.reduce((sum, { clones }) => sum + clones, 0),
		...(savedMs === undefined ? { measuredRuns: 0, savedMs: 0 } : { measuredRuns: 1, savedMs }),
		lookedUp: cacheHits === undefined ? 0 : asked,
		cacheHits: cacheHits ?? 0,
		decided: isDecided ? 1 : 0,
		picked: isDecided && isPicked ? 1 : 0,
		agreement: agreement ?? 0,
		agreements: agreement === undefined ? 0 : 1,
		requests: receipt.requests,
		retries: receipt.retries,
		promptTokens: tokens.prompt,
		completionTokens: tokens.completion,
		cachedTokens: tokens.cached ?? 0,
		unknownTokens: tokens.unknown,
	};
}

/** Adds to the first, in place. */
export function addTotals(sum: Totals, more: Totals): void {
	for (const key of Object.keys(sum) as Array<keyof Totals>) sum[key] += more[key];
}
