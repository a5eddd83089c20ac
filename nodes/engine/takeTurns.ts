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

/** Reads them one after the other, and lets n8n's thread see to others in between. */
export async function inTurns<From, Reading>(
	all: readonly From[],
	read: (each: From) => Reading,
	signal: AbortSignal,
): Promise<readonly Reading[]> {
	const nextTurn = takeTurns(signal);
	const readings: Reading[] = [];
	for (const each of all) {
		await nextTurn();
		readings.push(read(each));
	}
	return readings;
}
