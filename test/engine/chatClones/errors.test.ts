import { describe, expect, it } from 'vitest';
import { NoCloneAnsweredError } from '../../../nodes/engine/chatClones/errors';
import { tellInFull } from '../../../nodes/engine/errors';

const usedUp = 'The server is overloaded. It was not asked again, because the retries that the run shares are used up.';
const failed = (...reasons: ReadonlyArray<readonly [kind: string, reason: string]>) =>
	reasons.map(([kind, reason], index) => ({ clone: index + 1, kind, reason, advice: 'Wait.' }));
const told = (...reasons: ReadonlyArray<readonly [kind: string, reason: string]>) =>
	new NoCloneAnsweredError(reasons.length, failed(...reasons)).message;

describe('why no clone answered a call', () => {
	it('is the one reason where there is one', () => {
		expect(told(['overloaded', usedUp], ['overloaded', usedUp])).toBe(`None of the 2 clones answered: ${usedUp}`);
		expect(told(['overloaded', usedUp])).toBe(`The clone did not answer: ${usedUp}`);
	});

	it('says of how many clones it tells, and whether the others ran into much the same', () => {
		const other = ['overloaded', 'The server is overloaded.'] as const;
		expect(told(['overloaded', usedUp], ['overloaded', usedUp], other)).toBe(
			`None of the 3 clones answered: ${usedUp.slice(0, -1)} (so for 2 of the 3 clones; the other one much the same)`,
		);
		expect(told(['overloaded', usedUp], ['overloaded', usedUp], ['nonsense', 'It spoke HTML.'], ['wrongKey', 'The key is wrong.'])).toMatch(
			/used up \(so for 2 of the 4 clones; the others for 2 other reasons\)$/,
		);
	});

	it('ends in one full stop before its advice', () => {
		const error = new NoCloneAnsweredError(2, failed(['a', 'It hangs.'], ['b', 'It broke.']));
		expect(tellInFull(error)).toBe(
			'None of the 2 clones answered: It hangs (so for 1 of the 2 clones; the other one for another reason). Wait.',
		);
	});
});
