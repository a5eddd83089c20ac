const TURN_MS = 8;

/** Makes a function that lets n8n's thread see to others whenever a turn has taken long enough; throws the signal's reason once it is aborted. */
export function takeTurns(signal: AbortSignal): () => Promise<void> | undefined {
	let startedAt = performance.now();
	return () => {
		signal.throwIfAborted();
		if (performance.now() - startedAt < TURN_MS) return undefined;
		return new Promise((resolve) => {
			setImmediate(() => {
				startedAt = performance.now();
				resolve();
			});
		});
	};
}
