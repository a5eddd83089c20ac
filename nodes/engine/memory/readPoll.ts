import { createHash } from 'node:crypto';
import { InvalidInputError } from '../errors';
import { keysOf } from '../finalAnswer/keysOf';
import type { NewBallot, PollRules } from './decision';
import { thresholdOf, totalWeight, votersOf, type Voter } from './quorum';

/** A vote and its rules in the form in which stores keep them. */
export interface Poll {
	readonly threshold: number;
	/** Undefined where anyone may vote. */
	readonly voters: readonly Voter[] | undefined;
	/** Equal for values that are the same. */
	readonly valueKey: string;
}

/**
 * Checks the rules and works out what they come to.
 *
 * @throws InvalidInputError where the rules contradict themselves, no vote could ever decide by them, or this voter may not vote.
 */
export function readPoll({ voter, value }: NewBallot, rules: PollRules): Poll {
	checkWeights(rules);
	checkVoters(rules, voter);
	const voters = votersOf(rules);
	const total = voters && totalWeight(voters);
	checkQuorum(rules, total);
	if (rules.expiresAfterMs !== undefined && !(rules.expiresAfterMs > 0 && Number.isFinite(rules.expiresAfterMs)))
		throw new InvalidInputError('Expires After is not above 0', 'Raise it, or remove the option.', 'Expires After (Minutes)');
	return { threshold: thresholdOf(rules.quorum, total ?? 0), voters, valueKey: valueKeyOf(value) };
}

export function strangerError(voter: string, voters: readonly string[]): InvalidInputError {
	return new InvalidInputError(
		`${JSON.stringify(voter)} is not among the ${voters.length} voters: ${voters.join(', ')}`,
		'Correct Voter, or add it to Voters. A vote that has begun keeps its voters; use Forget to begin again.',
		'Voter',
	);
}

function checkVoters({ voters }: PollRules, voter: string): void {
	if (voters === undefined) return;
	const twice = voters.find((name, index) => voters.indexOf(name) !== index);
	if (twice !== undefined) throw new InvalidInputError(`${JSON.stringify(twice)} is in Voters twice`, 'Name each voter once.', 'Voters');
	if (!voters.includes(voter)) throw strangerError(voter, voters);
}

function checkWeights({ voters, weights = {} }: PollRules): void {
	for (const [name, weight] of Object.entries(weights)) {
		if (voters === undefined)
			throw new InvalidInputError(
				'Voter Weights is set, and Voters is empty',
				'Name all voters in Voters, or remove Voter Weights.',
				'Voter Weights',
			);
		if (!voters.includes(name))
			throw new InvalidInputError(
				`Voter Weights names ${JSON.stringify(name)}, who is not in Voters`,
				'Correct the name.',
				'Voter Weights',
			);
		if (!(Number.isFinite(weight) && weight >= 0))
			throw new InvalidInputError(
				`The weight of ${JSON.stringify(name)} is ${weight}, and a weight is 0 or more`,
				'Correct it, for example { "large": 2 }.',
				'Voter Weights',
			);
	}
}

function checkQuorum({ quorum, voters }: PollRules, total: number | undefined): void {
	if ('votes' in quorum) {
		if (!(quorum.votes > 0 && Number.isFinite(quorum.votes)))
			throw new InvalidInputError(`${quorum.votes} votes cannot decide`, 'Enter a number above 0.', 'Votes Needed');
		if (total !== undefined && total < thresholdOf(quorum, total))
			throw new InvalidInputError(
				`${quorum.votes} votes are needed, and all ${voters?.length} voters together have ${total}`,
				'Lower Votes Needed, or add voters.',
				'Votes Needed',
			);
		return;
	}
	if (total === undefined)
		throw new InvalidInputError(
			'The quorum is a share of the voters, and Voters is empty',
			'Name all voters in Voters, or set Quorum to Number of Votes.',
			'Voters',
		);
	if (total === 0) throw new InvalidInputError('No voter has a weight above 0', 'Raise one of them.', 'Voter Weights');
	const isShare = 'share' in quorum ? quorum.share > 0 && quorum.share <= 1 : quorum.moreThanShare >= 0 && quorum.moreThanShare < 1;
	if (!isShare) throw new InvalidInputError('The share of voters is not above 0 and at most 1', 'Enter for example 0.75.', 'Share Needed');
}

function valueKeyOf(value: unknown): string {
	const [key = ''] = keysOf([value]);
	// A text of nothing but marks has no key of its own.
	return createHash('sha256')
		.update(JSON.stringify(key === '' ? value : key))
		.digest('hex');
}
