import { isEngineError, tellInFull } from '../errors';

/** Does what can be left out: when the one that was asked lets one down, a note says so, and the result is undefined. Any other error passes through, and so does an abort. */
export async function unlessDown<Result>(
	work: () => Promise<Result>,
	whatThen: string,
	notes: string[],
	signal: AbortSignal,
): Promise<Result | undefined> {
	try {
		return await work();
	} catch (error) {
		if (signal.aborted || !isEngineError(error)) throw error;
		notes.push(`${whatThen}: ${tellInFull(error)}`);
		return undefined;
	}
}
