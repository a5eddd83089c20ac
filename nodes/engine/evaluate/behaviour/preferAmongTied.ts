import { breakTies } from './breakTies';
import type { AskDrafter } from './draftExamples';
import type { ScoredBehaviour } from './scoreBehaviours';

/** What a candidate does, and why a model found it right between some that score the same. */
export interface PreferredBehaviour extends ScoredBehaviour {
	readonly wonBecause?: string;
}

/** A model's word between two that score the same counts less than anything that was run. */
const TIE_BREAK = 1e-6;

/** Puts those first that a model finds right among the best that score the same; all stay as they are where nobody differs or no opinion came. */
export async function preferAmongTied(
	scored: readonly ScoredBehaviour[],
	work: Parameters<typeof breakTies>[1],
	ask: AskDrafter,
): Promise<readonly PreferredBehaviour[]> {
	const best = highestOf(scored);
	const tied = tiedFirst(scored);
	if (tied.length < 2) return scored;
	const broken = await breakTies(tied, work, ask);
	if (broken === undefined) return scored;
	const winning = JSON.stringify(tied[broken.winner]);
	return scored.map((each) =>
		each.score === best && JSON.stringify(each.behaviour.came) === winning
			? { ...each, score: Math.min(1, best + TIE_BREAK), wonBecause: broken.because }
			: each,
	);
}

export function highestOf(scored: readonly ScoredBehaviour[]): number {
	return Math.max(0, ...scored.map(({ score }) => score));
}

/** What those gave that score highest, each behaviour once, in their order; none where all score zero. */
export function tiedFirst(scored: readonly ScoredBehaviour[]): ReadonlyArray<ScoredBehaviour['behaviour']['came']> {
	const best = highestOf(scored);
	const firsts = new Map<string, ScoredBehaviour['behaviour']['came']>();
	for (const { score, behaviour } of scored) {
		const key = JSON.stringify(behaviour.came);
		if (best > 0 && score === best && !firsts.has(key)) firsts.set(key, behaviour.came);
	}
	return [...firsts.values()];
}
