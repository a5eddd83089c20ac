/** Thrown by a tool of ours that did not do what it was called for: `message` is what the clone is told, and the call counts as refused. */
export class NotTaken extends Error {
	override readonly name = 'NotTaken';
}
