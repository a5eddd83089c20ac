import { EngineError } from '../engine/errors';
import { joinSignals } from '../engine/joinSignals';

/** Vectors and ranks come in well under a second from a server that is well; words must not wait longer for one that is not. */
const PATIENCE_MS = 10_000;

/** Does `work` with a signal that also ends the wait for a model server that says nothing. */
export async function withPatience<Result>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
	const patience = new AbortController();
	const timer = setTimeout(() => patience.abort(new SilentServerError()), PATIENCE_MS);
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

	constructor() {
		super(`The model server said nothing for ${PATIENCE_MS / 1000} s.`);
	}
}
