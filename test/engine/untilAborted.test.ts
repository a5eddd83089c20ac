import { describe, expect, it } from 'vitest';
import { untilAborted } from '../../nodes/engine/untilAborted';

describe('untilAborted', () => {
	it('gives what the work gives, and throws what it throws', async () => {
		const { signal } = new AbortController();
		expect(await untilAborted(async () => 4, signal)).toBe(4);
		await expect(untilAborted(async () => await Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
	});

	it('does not wait for work that was aborted, nor hear of it', async () => {
		const stop = new AbortController();
		let fail: (error: Error) => void = () => {};
		const waiting = untilAborted(async () => await new Promise<never>((_, reject) => (fail = reject)), stop.signal);
		stop.abort(new Error('Stop was pressed'));
		await expect(waiting).rejects.toThrow('Stop was pressed');
		fail(new Error('too late'));
	});

	it('begins nothing that was aborted before', async () => {
		let begun = false;
		await expect(
			untilAborted(
				async () => {
					begun = true;
				},
				AbortSignal.abort(new Error('early')),
			),
		).rejects.toThrow('early');
		expect(begun).toBe(false);
	});
});
