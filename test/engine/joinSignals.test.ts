import { describe, expect, it } from 'vitest';
import { joinSignals } from '../../nodes/engine/joinSignals';

describe('joinSignals', () => {
	it('aborts with the first of its sources, for the same reason', () => {
		const [one, two] = [new AbortController(), new AbortController()];
		const { signal } = joinSignals(one.signal, undefined, two.signal);
		two.abort('second');
		one.abort('first');
		expect([signal.aborted, signal.reason]).toEqual([true, 'second']);
	});

	it('is aborted at once where a source is', () => {
		expect(joinSignals(AbortSignal.abort('early')).signal.reason).toBe('early');
	});

	it('hears no more of its sources once released', () => {
		const source = new AbortController();
		const { signal, release } = joinSignals(source.signal);
		release();
		source.abort();
		expect(signal.aborted).toBe(false);
	});
});
