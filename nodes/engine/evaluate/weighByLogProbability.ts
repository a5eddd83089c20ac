import type { Candidate } from '../candidate';

/**
 * Weighs answers by how likely their models found their words: the geometric mean of the tokens' probabilities, as Confidence-Informed Self-Consistency has it (Taubenfeld et al., 2025).
 *
 * In the candidates' order, from 0 to 1. One that does not know counts as the others do on average, and the remark counts them; where none knows, all count 1.
 */
export function weighByLogProbability(candidates: readonly Candidate[]): {
	readonly factors: readonly number[];
	readonly remarks: readonly string[];
} {
	const known = candidates.flatMap(({ logProbability }) => (logProbability === undefined ? [] : [Math.exp(logProbability.mean)]));
	const advice = 'Switch on Log-Probabilities in Shadow Clone Fan-Out; vLLM tells them, some servers do not';
	if (known.length === 0)
		return {
			factors: candidates.map(() => 1),
			remarks: [`No answer says how likely its words were, so all votes count the same. ${advice}`],
		};
	const average = known.reduce((sum, factor) => sum + factor, 0) / known.length;
	const missing = candidates.length - known.length;
	return {
		factors: candidates.map(({ logProbability }) => (logProbability === undefined ? average : Math.exp(logProbability.mean))),
		remarks:
			missing === 0
				? []
				: [
						`${missing} of ${candidates.length} answers do not say how likely their words were, and count as the others do on average. ${advice}`,
					],
	};
}
