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

/** Told where nothing tells the clones apart but the seed, and it cannot count: at temperature 0, the most likely word is taken each time. */
export function noteOnSameQuestions(candidates: readonly Candidate[], advice: string): readonly string[] {
	const clones = candidates.filter(({ larger }) => larger !== true);
	const asked = new Set(clones.map(({ model, approach }) => JSON.stringify([model, approach])));
	if (clones.length < 2 || asked.size > 1 || clones.some(({ sampling }) => sampling.temperature !== 0)) return [];
	return [`All ${clones.length} clones were asked the same at temperature 0, where a model says the same each time. ${advice}`];
}
