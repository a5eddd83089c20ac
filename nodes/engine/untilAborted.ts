/**
 * Waits for work, but not for one that was aborted: what was begun may still be finished, and nobody hears of it.
 *
 * @throws whatever `signal.reason` is when aborted, at once; what the work throws.
 */
export async function untilAborted<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
	signal.throwIfAborted();
	let leave = () => {};
	const aborted = new Promise<never>((_, reject) => {
		leave = () => reject(signal.reason as Error);
		signal.addEventListener('abort', leave, { once: true });
	});
	try {
		return await Promise.race([work(), aborted]);
	} finally {
		signal.removeEventListener('abort', leave);
	}
}
