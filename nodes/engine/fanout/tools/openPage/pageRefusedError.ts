/** A page was not opened, on purpose. `message` is told to the clone, and says nothing of what an inner name leads to. */
export class PageRefusedError extends Error {
	override readonly name = 'PageRefusedError';
}
