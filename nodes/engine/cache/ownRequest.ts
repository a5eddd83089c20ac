import { hashOf } from '../hashOf';

/**
 * The key of what one caller was answered, for when the same call comes again.
 *
 * The question is part of it: a caller that gives two questions the same id asks twice.
 */
export function ownRequestKey(requestId: string, question: string): string {
	return hashOf({ ownRequest: requestId.trim(), question: question.trim() });
}
