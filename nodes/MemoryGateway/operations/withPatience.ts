import { EngineError } from '../../engine/errors';

/** Vectors and ranks come in well under a second from a server that is well; words must not wait longer for one that is not. */
const PATIENCE_MS = 10_000;

/** The same signal, which also ends the wait for a model server that says nothing. */
export function withPatience(signal: AbortSignal): AbortSignal {
	const patience = new AbortController();
	const timer = setTimeout(() => patience.abort(new SilentServerError()), PATIENCE_MS);
	timer.unref();
	return AbortSignal.any([signal, patience.signal]);
}

class SilentServerError extends EngineError {
	override readonly name = 'SilentServerError';
	readonly advice = 'Check that it runs and is not busy with something else.';

	constructor() {
		super(`The model server said nothing for ${PATIENCE_MS / 1000} s.`);
	}
}
