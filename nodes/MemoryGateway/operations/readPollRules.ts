import { checkInput, z } from '../../engine/checkInput';
import type { PollRules, Quorum } from '../../engine/memory/decision';
import { checkOptions } from '../../shared/checkOptions';
import { fieldOf, readChoice } from '../../shared/readChoice';
import { readJsonField } from '../../shared/readJsonField';
import { readNumber } from '../../shared/readNumber';
import { quorumFields } from '../fields/quorumFields';
import { optionFields } from '../fields/optionFields';
import { readVoter } from './readName';
import { isEmpty } from '../../shared/isEmpty';
import { emptyField } from '../../shared/refuseEmpty';

/** Ten years: what takes longer has no limit. */
const MAX_MINUTES = 5_256_000;
const quorumSchema = z.enum(['all', 'majority', 'share', 'twoThirds', 'votes']);
const optionsSchema = z.object({
	expiresAfterMinutes: z.coerce.number().min(0).max(MAX_MINUTES).optional(),
	voterWeights: z.unknown().optional(),
});

/** What it takes to decide, as the fields say it. */
export function readPollRules(read: (name: string) => unknown): PollRules {
	const { expiresAfterMinutes = 0, voterWeights } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const voters = readVoters(read('voters'));
	const weights = Object.entries(readJsonField(voterWeights ?? '', 'Voter Weights', '{ "large": 2 }')).map(
		([name, weight]) => [readVoter(name, 'Voter Weights'), checkInput(z.number(), weight, `Voter Weights › ${name}`)] as const,
	);
	return {
		quorum: readQuorum(read),
		...(voters.length > 0 && { voters }),
		...(weights.length > 0 && { weights: Object.fromEntries(weights) }),
		...(expiresAfterMinutes > 0 && { expiresAfterMs: Math.round(expiresAfterMinutes * 60_000) }),
	};
}

function readQuorum(read: (name: string) => unknown): Quorum {
	switch (readChoice(quorumSchema, read('quorum'), fieldOf(quorumFields, 'quorum'))) {
		case 'all':
			return { share: 1 };
		case 'majority':
			return { moreThanShare: 0.5 };
		case 'share':
			return {
				share: readNumber(z.coerce.number().positive().max(1), read('shareNeeded'), 'Share Needed', 'Give a share, for example 0.75.'),
			};
		case 'twoThirds':
			return { share: 2 / 3 };
		case 'votes':
			return {
				votes: readNumber(z.coerce.number().positive(), read('votesNeeded'), 'Votes Needed', 'Give a number of votes, for example 2.'),
			};
	}
}

/** Names as a list from an expression, or in a text with commas or on lines between them. */
function readVoters(given: unknown): readonly string[] {
	const names: readonly unknown[] = Array.isArray(given) ? given : typeof given === 'string' ? given.split(/[,\n]/) : [given ?? ''];
	const voters = names.filter((name) => !isEmpty(name)).map((name) => readVoter(name, 'Voters'));
	// Nothing but commas was meant to name somebody, and no voters would let everyone vote.
	if (voters.length === 0 && !isEmpty(given)) throw emptyField('Voters');
	return voters;
}
