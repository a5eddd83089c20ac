/** What one judge picked of one pair: in the order as it is, and swapped; 1 or 2 for the answers by their own numbers, undefined where it gave no opinion. */
export type Picks = readonly [1 | 2 | undefined, 1 | 2 | undefined];

/** A pair of which it is known which answer is better, with what each judge picked, in the judges' order. */
export interface ProbedPair {
	readonly better: 1 | 2;
	readonly picks: readonly Picks[];
}

export interface WeighedJudge {
	/** Log-odds that the pick of both orders adds; below zero where the judge is more often wrong than the others explain. */
	readonly weight: number;
	/** Share of its picks that are right, each order by itself; absent where it gave no opinion at all. */
	readonly accuracy?: number;
}

/** How strongly weights are held at zero: a few dozen pairs say little about a judge, and less about six. */
const RIDGE = 4;
const STEPS = 400;

/**
 * Learns from a probe how much the word of each judge counts beside the others'.
 *
 * Logistic regression without intercept, held by a ridge (le Cessie and van Houwelingen, 1992), on what each judge picked, each order counting one half, so that a flip cancels itself. Judges that err together share their weight, which
 * weights by accuracy alone do not see; one that is worse than chance counts against what it says. The same probe gives the same weights.
 */
export function weighJudges(probe: readonly ProbedPair[], judges: number): readonly WeighedJudge[] {
	const rows = probe.map(({ better, picks }) => ({ features: featuresOf(picks, judges), sign: better === 1 ? 1 : -1 }));
	let weights = Array<number>(judges).fill(0);
	const rate = 1 / (RIDGE + probe.length / 4 + 1);
	for (let step = 0; step < STEPS; step++) {
		const gradient = weights.map((weight) => RIDGE * weight);
		for (const { features, sign } of rows) {
			const pull = -sign / (1 + Math.exp(sign * dot(features, weights)));
			for (let judge = 0; judge < judges; judge++) gradient[judge]! += pull * features[judge]!;
		}
		weights = weights.map((weight, judge) => weight - rate * gradient[judge]!);
	}
	return weights.map((weight, judge) => ({ weight, ...accuracyOf(probe, judge) }));
}

/** How far the judges together lean to the first answer (above zero) or to the second (below); 0 where nobody who counts has an opinion. */
export function combinePicks(picks: readonly Picks[], weights: readonly number[]): number {
	return dot(featuresOf(picks, weights.length), weights);
}

function featuresOf(picks: readonly Picks[], judges: number): readonly number[] {
	return Array.from({ length: judges }, (_, judge) =>
		(picks[judge] ?? []).reduce<number>((sum, pick) => sum + (pick === 1 ? 0.5 : pick === 2 ? -0.5 : 0), 0),
	);
}

function accuracyOf(probe: readonly ProbedPair[], judge: number): { readonly accuracy?: number } {
	const picks = probe.flatMap(({ better, picks: all }) =>
		(all[judge] ?? []).filter((pick) => pick !== undefined).map((pick) => pick === better),
	);
	return picks.length === 0 ? {} : { accuracy: picks.filter((right) => right).length / picks.length };
}

function dot(left: readonly number[], right: readonly number[]): number {
	return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}
