import { isEngineError, tellInFull } from '../errors';
import { withinTime } from '../withinTime';

/**
 * Does something that a run can do without, and says in a sentence why it did not work; undefined where it did.
 *
 * @throws whatever `signal.reason` is when aborted, and nothing else.
 */
export async function tryOptional(
	work: (signal: AbortSignal) => Promise<unknown>,
	limitMs: number,
	signal: AbortSignal,
): Promise<string | undefined> {
	const ended = await withinTime(work, Math.max(1, limitMs), signal);
	if (ended.kind === 'done') return undefined;
	if (ended.kind === 'late') return `it took longer than ${Number((limitMs / 1000).toPrecision(2))} s.`;
	if (isEngineError(ended.error)) return tellInFull(ended.error);
	return ended.error instanceof Error ? ended.error.message : String(ended.error);
}
