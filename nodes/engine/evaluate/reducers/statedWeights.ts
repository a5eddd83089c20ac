import { InvalidInputError } from '../../errors';
import { joinReasons, valueOf, type Reducer } from './reducer';

export interface Weighting {
	/** One for each scorer, in the same order. */
	readonly weights: readonly number[];
	/** Combined score that is accepted; absent: accepted when every scorer with an opinion and a weight accepts. */
	readonly minimumScore?: number;
}

/**
 * The mean of the scores by stated weights, over those scorers that reached an opinion.
 *
 * @throws InvalidInputError when there are not as many weights as scorers, one is negative, or all are zero.
 */
export function statedWeights({ weights, minimumScore }: Weighting, scorers: number): Reducer {
	checkWeights(weights, scorers);
	return (opinions) => {
		const counted = opinions.flatMap(({ label, opinion }, index) => {
			const value = valueOf(opinion);
			const weight = weights[index] ?? 0;
			return value === undefined || weight === 0 ? [] : [{ label, value, weight, accepted: opinion.accepted }];
		});
		const total = counted.reduce((sum, { weight }) => sum + weight, 0);
		if (total === 0) return { accepted: false, keys: [undefined], reason: joinReasons(opinions) };
		const score = counted.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
		const accepted = minimumScore === undefined ? counted.every((opinion) => opinion.accepted) : score >= minimumScore;
		const reason = accepted ? joinReasons(opinions) : `${joinReasons(opinions)}. ${describeRefusal(counted, score, minimumScore)}`;
		return { accepted, score, keys: [score], reason };
	};
}

/** The scorers' own reasons may all sound well: what the candidate fell short of is the combination. */
function describeRefusal(
	counted: ReadonlyArray<{ readonly label: string; readonly accepted: boolean }>,
	score: number,
	minimumScore: number | undefined,
): string {
	if (minimumScore !== undefined)
		return `The combined score of ${toHundredths(score)} is below ${minimumScore}, the Minimum Combined Score`;
	const refusing = counted.filter(({ accepted }) => !accepted).map(({ label }) => label);
	return `Not accepted by ${refusing.join(' and ')}: without a Minimum Combined Score, every scorer must accept`;
}

/** Rounded down, so that what is below a limit never looks like it. */
function toHundredths(score: number): number {
	return Math.floor(score * 100) / 100;
}

function checkWeights(weights: readonly number[], scorers: number): void {
	const usable =
		weights.length === scorers && weights.every((weight) => Number.isFinite(weight) && weight >= 0) && weights.some((weight) => weight > 0);
	if (usable) return;
	throw new InvalidInputError(
		`The weights ${weights.length === 0 ? 'are empty' : `${weights.join(', ')} cannot be used`} with ${scorers} scorers`,
		`Enter ${scorers} numbers from 0 up, in the order of Score By and with commas between them, at least one of them above 0.`,
		'Weights',
	);
}
