export interface JoinedSignal {
	/** Aborts with the first of its sources, for the same reason. */
	readonly signal: AbortSignal;
	/** Lets go of the sources; `signal` is aborted no more. Call it when the work is over. */
	release(): void;
}

/**
 * Makes one signal of several.
 *
 * In place of `AbortSignal.any`, whose signals Node keeps for as long as somebody listens to them, even when nobody else knows them any more.
 */
export function joinSignals(...sources: ReadonlyArray<AbortSignal | undefined>): JoinedSignal {
	const controller = new AbortController();
	const given = sources.filter((source) => source !== undefined);
	const listeners = given.map((source) => ({ source, abort: () => controller.abort(source.reason) }));
	for (const { source, abort } of listeners) {
		source.addEventListener('abort', abort, { once: true });
		if (source.aborted) abort();
	}
	return {
		signal: controller.signal,
		release: () => {
			for (const { source, abort } of listeners) source.removeEventListener('abort', abort);
		},
	};
}
