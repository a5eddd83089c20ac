/**
 * Anything the engine tells its user: `message` says what happened, with numbers; `advice` says what to do.
 *
 * Told apart by `name`, not by `instanceof`, because two copies of this package may be loaded at once.
 */
export abstract class EngineError extends Error {
	abstract readonly advice: string;
	readonly isEngineError = true;
}

export function isEngineError(error: unknown): error is EngineError {
	return error instanceof Error && (error as Partial<EngineError>).isEngineError === true;
}

/** Message and advice in a row, as sentences. */
export function tellInFull({ message, advice }: Pick<EngineError, 'message' | 'advice'>): string {
	return `${/[.!?。！？]$/.test(message) ? message : `${message}.`} ${advice}`.trim();
}

/** What the user typed cannot be used as it is. Raised before any request is sent. */
export class InvalidInputError extends EngineError {
	override readonly name = 'InvalidInputError';

	constructor(
		message: string,
		readonly advice: string,
		/** The label of the field in the editor, where one field is to blame. */
		readonly field?: string,
	) {
		super(message);
	}
}
