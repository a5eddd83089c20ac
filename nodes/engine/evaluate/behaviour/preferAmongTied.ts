import { breakTies } from './breakTies';
import type { AskDrafter } from './draftExamples';
import type { ScoredRun } from './scoreRuns';

/** A run, and why a model found it right between some that score the same. */
export interface PreferredRun extends ScoredRun {
	readonly wonBecause?: string;
}

/** A model's word between two that score the same counts less than anything that was run. */
const TIE_BREAK = 1e-6;

/** Puts those first that a model finds right among the best that score the same; all stay as they are where nobody differs or no opinion came. */
export async function preferAmongTied(
	runs: readonly ScoredRun[],
	work: Parameters<typeof breakTies>[1],
	ask: AskDrafter,
): Promise<readonly PreferredRun[]> {
	const best = highestOf(runs);
	const tied = tiedFirst(runs);
	if (tied.length < 2) return runs;
	const broken = await breakTies(tied, work, ask);
	if (broken === undefined) return runs;
	const winning = JSON.stringify(tied[broken.winner]);
	return runs.map((run) =>
		run.score === best && JSON.stringify(run.behaviour.came) === winning
			? { ...run, score: Math.min(1, best + TIE_BREAK), wonBecause: broken.because }
			: run,
	);
}

export function highestOf(runs: readonly ScoredRun[]): number {
	return Math.max(0, ...runs.map(({ score }) => score));
}

/** What those gave that score highest, each behaviour once, in their order; none where all score zero. */
export function tiedFirst(runs: readonly ScoredRun[]): ReadonlyArray<ScoredRun['behaviour']['came']> {
	const best = highestOf(runs);
	const firsts = new Map<string, ScoredRun['behaviour']['came']>();
	for (const { score, behaviour } of runs) {
		const key = JSON.stringify(behaviour.came);
		if (best > 0 && score === best && !firsts.has(key)) firsts.set(key, behaviour.came);
	}
	return [...firsts.values()];
}
