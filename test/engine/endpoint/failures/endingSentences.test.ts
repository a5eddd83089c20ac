import { expect, it } from 'vitest';
import { explain } from '../../../../nodes/engine/endpoint/failures/explain';

const facts = { baseUrl: 'http://server.test/v1', timeoutMs: 300_000, attempts: 1, phase: 'asked' } as const;

it.each([
	[1, '2nd'],
	[2, '3rd'],
	[3, '4th'],
	[10, '11th'],
	[20, '21st'],
])('says of a clone that had %i answers that it waited for its %s', (answeredBefore, place) => {
	const told = (kind: 'cloneTimeout' | 'runDeadline') => explain({ kind, facts: { ...facts, answeredBefore } }).message;
	expect(told('cloneTimeout')).toBe(
		`The clone's time of 300 s ran out while it waited for its ${place} answer from http://server.test/v1.`,
	);
	expect(told('runDeadline')).toBe(
		`The deadline of the run came while the clone waited for its ${place} answer from http://server.test/v1.`,
	);
});
