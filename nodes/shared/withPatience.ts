import { EngineError } from '../engine/errors';
import { joinSignals } from '../engine/joinSignals';

/**
 * Does `work` with a signal that also ends the wait for a model server that says nothing.
 *
 * @throws SilentServerError after `patienceMs`, where the work heeds its signal; whatever `signal.reason` is when aborted.
 */
export async function withPatience<Result>(
	signal: AbortSignal | undefined,
	patienceMs: number,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	const patience = new AbortController();
	const timer = setTimeout(() => patience.abort(new SilentServerError(patienceMs)), patienceMs);
	const joined = joinSignals(signal, patience.signal);
	try {
		return await work(joined.signal);
	} finally {
		clearTimeout(timer);
		joined.release();
	}
}

class SilentServerError extends EngineError {
	override readonly name = 'SilentServerError';
	readonly advice = 'Check that it runs and is not busy with something else.';

	constructor(patienceMs: number) {
		super(`The model server said nothing for ${patienceMs / 1000} s.`);
	}
}
