import { describe, expect, it } from 'vitest';
import { withPatience } from '../../../nodes/shared/withPatience';

/** As a request that heeds its signal, to a server that says nothing. */
const silent = async (signal: AbortSignal) =>
	await new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

describe('withPatience', () => {
	it('gives what the work gives', async () => {
		expect(await withPatience(undefined, 1000, async () => 4)).toBe(4);
	});

	it('ends the wait for a server that says nothing with a sentence', async () => {
		await expect(withPatience(undefined, 20, silent)).rejects.toMatchObject({
			message: 'The model server said nothing for 0.02 s.',
			advice: expect.stringContaining('Check that it runs'),
		});
	});

	it('passes on why it was aborted', async () => {
		const stop = new AbortController();
		const waiting = withPatience(stop.signal, 60_000, silent);
		stop.abort(new Error('Stop was pressed'));
		await expect(waiting).rejects.toThrow('Stop was pressed');
	});
});
