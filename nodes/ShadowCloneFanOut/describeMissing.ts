import { lostLarger } from '../engine/describeReceipt';
import type { MissingClone, Receipt } from '../engine/receipt';

/** One line for the editor about clones that brought nothing, undefined when none is missing against anyone's will. */
export function describeMissing(receipt: Receipt): string | undefined {
	const larger = lostLarger(receipt);
	const lost = receipt.missing.filter((clone) => !clone.cancelled && clone !== larger);
	const asked = receipt.asked - (receipt.larger?.asked === true ? 1 : 0);
	const told = [describeClones(lost, asked), ...(larger === undefined ? [] : [describeLarger(larger, receipt.larger?.model)])];
	return told.filter((each) => each !== undefined).join(' ') || undefined;
}

function describeLarger({ reason, advice }: MissingClone, model = ''): string {
	return `The larger model "${model}" brought no answer: ${reason.replace(/\.$/, '')}. ${advice}`;
}

function describeClones(lost: readonly MissingClone[], asked: number): string | undefined {
	const [first] = lost;
	if (first === undefined) return undefined;
	const sameReason = lost.filter((clone) => clone.reason === first.reason).length;
	const others = lost.length === sameReason ? '' : ` ${lost.length - sameReason} more for other reasons, which Receipt Output tells.`;
	return `${lost.length} of ${asked} clones brought no answer. ${sameReason === 1 ? `Clone ${first.clone}` : `${sameReason} of them`}: ${first.reason.replace(/\.$/, '')}. ${first.advice}${others}`;
}
