import { EngineError } from '../errors';

/** Every way a store can let one down. */
export type StoreTrouble =
	'diskFull' | 'readOnly' | 'locked' | 'notOurs' | 'newerSchema' | 'damaged' | 'cannotOpen' | 'unreachable' | 'refused' | 'unforeseen';

/** The store of memories let one down; `trouble` says how. What it had acknowledged before stays. */
export class StoreError extends EngineError {
	override readonly name = 'StoreError';

	constructor(
		readonly trouble: StoreTrouble,
		message: string,
		readonly advice: string,
		override readonly cause?: unknown,
	) {
		super(message);
	}
}
