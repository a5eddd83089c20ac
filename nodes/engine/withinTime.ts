export type Ended<Value> =
	{ readonly kind: 'done'; readonly value: Value } | { readonly kind: 'threw'; readonly error: unknown } | { readonly kind: 'late' };

/**
 * Waits for `work`, but no longer than `timeoutMs`; the signal that `work` gets is aborted when nobody waits any more.
 *
 * @throws whatever `signal.reason` is when `signal` is aborted, at once, whether or not `work` heeds it.
 */
export async function withinTime<Value>(
	work: (signal: AbortSignal) => Promise<Value>,
	timeoutMs: number,
	signal: AbortSignal,
): Promise<Ended<Value>> {
	signal.throwIfAborted();
	const given = new AbortController();
	let stopWaiting: (ended: 'late' | 'aborted') => void = () => {};
	const waiting = new Promise<'late' | 'aborted'>((resolve) => (stopWaiting = resolve));
	const timer = setTimeout(() => stopWaiting('late'), Math.min(timeoutMs, 2 ** 31 - 1));
	const onAbort = () => stopWaiting('aborted');
	signal.addEventListener('abort', onAbort, { once: true });
	try {
		const working = (async () => await work(given.signal))().then(
			(value): Ended<Value> => ({ kind: 'done', value }),
			(error: unknown): Ended<Value> => ({ kind: 'threw', error }),
		);
		const ended = await Promise.race([working, waiting]);
		signal.throwIfAborted();
		return typeof ended === 'string' ? { kind: 'late' } : ended;
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', onAbort);
		given.abort(new Error('Nobody waits for this any more.'));
	}
}
