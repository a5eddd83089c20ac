import type { Candidate } from '../candidate';
import type { FanOutRequest } from './fanOutRequest';

/** Told where clones were to differ by their temperature and their model took none: most of n8n's Chat Models, and servers of models that think. */
export function noteOnSampling(
	{ difference, clones }: Pick<FanOutRequest, 'difference' | 'clones'>,
	candidates: readonly Candidate[],
): readonly string[] {
	const without = candidates.filter(({ larger, sampling }) => larger !== true && sampling.temperature === undefined);
	if (difference.by !== 'sampling' || clones < 2 || without.length === 0) return [];
	const changed = without.every(({ sampling }) => sampling.seed !== undefined) ? 'only the seed' : 'nothing';
	const whose = without.length === 1 ? '1 clone, as its' : `${without.length} clones, as their`;
	return [
		`Sampling changes ${changed} for ${whose} model takes no temperature from this node. To give each clone another way of thinking, set Clones Differ By to Approach.`,
	];
}
