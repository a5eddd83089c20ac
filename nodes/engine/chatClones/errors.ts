import { describeShare } from '../describeShare';
import type { Requests } from '../endpoint/requestCount';
import { EngineError } from '../errors';

/** A clone that brought nothing to pick from. */
export interface FailedClone {
	readonly clone: number;
	/** The reason in one word, to count by. */
	readonly kind: string;
	readonly reason: string;
	readonly advice: string;
}

/** No clone gave an answer that can be used. */
export class NoCloneAnsweredError extends EngineError {
	override readonly name = 'NoCloneAnsweredError';
	readonly advice: string;

	constructor(
		clones: number,
		readonly failed: readonly FailedClone[],
		readonly asked?: Requests,
	) {
		const counts = new Map<string, { readonly count: number; readonly advice: string }>();
		for (const { reason, advice } of failed) counts.set(reason, { count: (counts.get(reason)?.count ?? 0) + 1, advice });
		const [main] = [...counts].sort((left, right) => right[1].count - left[1].count);
		const isAlike = failed.every(({ kind }) => kind === failed[0]?.kind);
		const share = describeShare({ count: main?.[1].count ?? 0, of: failed.length, otherReasons: Math.max(0, counts.size - 1), isAlike });
		const reason = main?.[0] ?? 'no reason is known';
		super(
			`${clones === 1 ? 'The clone did not answer' : `None of the ${clones} clones answered`}: ${share === '' ? reason : reason.replace(/\.$/, '')}${share}`,
		);
		this.advice = main?.[1].advice ?? 'Check the model server.';
	}
}
