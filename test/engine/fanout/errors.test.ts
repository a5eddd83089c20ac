import { expect, it } from 'vitest';
import { tooFewAnswers } from '../../../nodes/engine/fanout/errors';
import type { FanOutRequest } from '../../../nodes/engine/fanout/fanOutRequest';
import type { Receipt } from '../../../nodes/engine/receipt';

const request = { clones: 4, minimumAnswers: 2 } as FanOutRequest;
const missingFor = (...reasons: readonly string[]) =>
	({
		answered: 0,
		missing: reasons.map((reason, index) => ({ clone: index + 1, reason, advice: `Against ${reason}` })),
	}) as unknown as Receipt;

it.each([
	[['It hangs.', 'It hangs.', 'It hangs.', 'It hangs.'], 'It hangs'],
	[['It broke.', 'It hangs.', 'It hangs.', 'It hangs.'], 'It hangs (so for 3 of the 4 clones; the other one for another reason)'],
	[['It broke.', 'It is full.', 'It hangs.', 'It hangs.'], 'It hangs (so for 2 of the 4 clones; the others for 2 other reasons)'],
])('says what most clones ran into, and how many others there are: %j', (reasons, said) => {
	expect(tooFewAnswers(request, missingFor(...reasons))).toMatchObject({
		message: `None of the 4 clones answered: ${said}`,
		advice: 'Against It hangs.',
	});
});

it('does not tell of other reasons where two servers said the same of themselves', () => {
	const { missing } = missingFor('A is down.', 'A is down.', 'B is down.');
	const receipt = { answered: 0, missing: missing.map((clone) => ({ ...clone, kind: 'connectionRefused' })) } as unknown as Receipt;
	expect(tooFewAnswers(request, receipt).message).toBe(
		'None of the 4 clones answered: A is down (so for 2 of the 3 clones; the other one much the same)',
	);
});
