import { checkInput, z } from '../../engine/checkInput';
import type { PollRules, Quorum } from '../../engine/memory/decision';
import { checkOptions } from '../../shared/checkOptions';
import { readJsonField } from '../../shared/readJsonField';
import { optionFields } from '../fields/optionFields';
import { readName } from './readName';

const quorumSchema = z.enum(['all', 'majority', 'share', 'twoThirds', 'votes']);
const optionsSchema = z.object({
	expiresAfterMinutes: z.coerce.number().min(0).optional(),
	voterWeights: z.unknown().optional(),
});
const weightsSchema = z.record(z.string(), z.number());

/** What it takes to decide, as the fields say it. */
export function readPollRules(read: (name: string) => unknown): PollRules {
	const { expiresAfterMinutes = 0, voterWeights } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const voters = readVoters(read('voters'));
	const weights = checkInput(weightsSchema, readJsonField(voterWeights ?? '', 'Voter Weights'), 'Voter Weights');
	return {
		quorum: readQuorum(read),
		...(voters.length > 0 && { voters }),
		...(Object.keys(weights).length > 0 && { weights }),
		...(expiresAfterMinutes > 0 && { expiresAfterMs: Math.round(expiresAfterMinutes * 60_000) }),
	};
}

function readQuorum(read: (name: string) => unknown): Quorum {
	switch (checkInput(quorumSchema, read('quorum') || 'votes', 'Quorum')) {
		case 'all':
			return { share: 1 };
		case 'majority':
			return { moreThanShare: 0.5 };
		case 'share':
			return { share: checkInput(z.coerce.number().positive().max(1), read('shareNeeded'), 'Share Needed') };
		case 'twoThirds':
			return { share: 2 / 3 };
		case 'votes':
			return { votes: checkInput(z.coerce.number().positive(), read('votesNeeded'), 'Votes Needed') };
	}
}

/** Names as a list from an expression, or in a text with commas or on lines between them. */
function readVoters(voters: unknown): readonly string[] {
	const names: readonly unknown[] = Array.isArray(voters) ? voters : typeof voters === 'string' ? voters.split(/[,\n]/) : [voters ?? ''];
	return names.filter((name) => !isBlank(name)).map((name) => readName(name, 'Voters'));
}

const isBlank = (name: unknown): boolean => name === null || (typeof name === 'string' && name.trim() === '');
