import type { RefusalFacts } from './facts';

/** A status in brackets, for those who know what it means; nothing where the server never said it. */
export function bracketed({ status, isInsideSuccess }: RefusalFacts, before = ''): string {
	return isInsideSuccess === true ? '' : ` (${before}${status})`;
}
