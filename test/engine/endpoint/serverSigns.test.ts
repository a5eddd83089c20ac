import { describe, expect, it } from 'vitest';
import { ServerSigns, TAKEN_MS } from '../../../nodes/engine/endpoint/serverSigns';

function signsAt(): { readonly signs: ServerSigns; at(ms: number): void } {
	let now = 0;
	return { signs: new ServerSigns(() => now), at: (ms) => (now = ms) };
}

describe('a server, as the clones of a run see it,', () => {
	it('is well once a request was answered', () => {
		const { signs, at } = signsAt();
		const first = signs.begin();
		at(10);
		expect(signs.isWellSince(5)).toBe(false);
		first.answered();
		expect(signs.isWellSince(5)).toBe(true);
		expect(signs.isWellSince(10)).toBe(false);
	});

	it('is well once it has taken a request that was sent since, for as long as that does not fail', () => {
		const { signs, at } = signsAt();
		signs.begin();
		at(100);
		const later = signs.begin();
		at(100 + TAKEN_MS - 1);
		expect([signs.isAskedSince(50), signs.isWellSince(50)]).toEqual([true, false]);
		at(100 + TAKEN_MS);
		expect(signs.isWellSince(50)).toBe(true);
		later.failed();
		expect([signs.isAskedSince(50), signs.isWellSince(50), signs.hasFailedSince(200)]).toEqual([false, false, true]);
	});

	it('has not failed because a request ends in trouble after its answer', () => {
		const { signs } = signsAt();
		const request = signs.begin();
		request.answered();
		request.failed();
		expect(signs.hasFailedSince(-1)).toBe(false);
	});
});
