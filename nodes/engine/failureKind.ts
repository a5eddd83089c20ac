import { isEngineError } from './errors';

/** What went wrong, in one word of ours that no server, model or tool has a hand in: `overloaded`, `cloneTimeout`, `subWorkflow`; `other` where it was not foreseen. */
export function failureKind(error: unknown): string {
	if (!isEngineError(error)) return 'other';
	if ('kind' in error && typeof error.kind === 'string') return error.kind;
	const name = error.name.replace(/Error$/, '');
	return `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
}
