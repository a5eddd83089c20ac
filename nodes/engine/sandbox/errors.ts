import { EngineError } from '../errors';

/** The sandbox itself is not there or does not answer: the candidate is not to blame, so it stays unscored. */
export class SandboxUnavailableError extends EngineError {
	override readonly name = 'SandboxUnavailableError';

	constructor(
		message: string,
		readonly advice: string,
		override readonly cause?: unknown,
	) {
		super(message);
	}
}

/** The tests cannot be read as code or as cases. */
export class InvalidTestsError extends EngineError {
	override readonly name = 'InvalidTestsError';

	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
	}
}
