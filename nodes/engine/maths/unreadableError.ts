/** A formula that cannot be read, or is too large to be calculated. */
export class UnreadableError extends Error {
	override readonly name = 'UnreadableError';
}
