import type { Usage } from '../candidate';
import type { Failure } from './failedAttempt';
import { errorCode, isHopeless } from './planRetry';

const NOTHING: Usage = { promptTokens: 0, completionTokens: 0 };

/** What a request cost that brought no answer of use; undefined where nobody knows, because it broke off while a model may have been at work. */
export function costOf(failure: Failure): Usage | undefined {
	if (failure.kind === 'empty') return failure.usage;
	if (failure.kind === 'refused') return failure.isInsideSuccess === true ? undefined : NOTHING;
	if (failure.kind === 'unanswered')
		return failure.reused || isHopeless(failure.error) || errorCode(failure.error) === 'ECONNREFUSED' ? NOTHING : undefined;
	return undefined;
}
