import type { IExecuteFunctions } from 'n8n-workflow';
import { describeReceipt } from '../engine/describeReceipt';
import type { Receipt } from '../engine/receipt';
import { addHint } from '../shared/addHint';

/** More hints than these push the items off the screen. */
const MOST_TOLD = 5;

/** Says in the editor what each run came to, where there are several with the item that asked. */
export function hintAtReceipts(context: Pick<IExecuteFunctions, 'addExecutionHints'>, receipts: ReadonlyMap<number, Receipt>): void {
	const inOrder = [...receipts].toSorted(([left], [right]) => left - right);
	const told = inOrder
		.slice(0, MOST_TOLD)
		.map(([itemIndex, receipt]) => `${receipts.size === 1 ? '' : `Item ${itemIndex + 1}: `}${describeReceipt(receipt)}`);
	const more = inOrder.length - told.length;
	const messages = more > 0 ? [...told, `${more} more: Receipt Output tells of every run.`] : told;
	for (const message of messages) addHint(context, message);
}
