import type { Receipt } from '../engine/receipt';

/** One line for the editor about clones that brought nothing, undefined when none is missing against anyone's will. */
export function describeMissing({ asked, missing }: Receipt): string | undefined {
	const lost = missing.filter((clone) => !clone.cancelled);
	const [first] = lost;
	if (first === undefined) return undefined;
	const sameReason = lost.filter((clone) => clone.reason === first.reason).length;
	const others = lost.length === sameReason ? '' : ` ${lost.length - sameReason} more for other reasons, which Receipt Output tells.`;
	return `${lost.length} of ${asked} clones brought no answer. ${sameReason === 1 ? `Clone ${first.clone}` : `${sameReason} of them`}: ${first.reason.replace(/\.$/, '')}. ${first.advice}${others}`;
}
