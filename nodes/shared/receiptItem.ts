import type { IDataObject } from 'n8n-workflow';
import { describeReceipt } from '../engine/describeReceipt';
import type { Receipt } from '../engine/receipt';
import { tidied, withoutEmpty, type Fields } from './tidied';

/** The item of a receipt: what the run came to in a sentence, the figures that are looked at first, and all others in `details`. Nothing empty is there. */
export function toReceiptJson(receipt: Receipt): IDataObject {
	const { asked, answered, cut, missing, stoppedBecause, wallMs, savedMs, tokens, ...details } = receipt;
	const summary = describeReceipt(receipt);
	const json: Fields = { summary, asked, answered, cut, missing, stoppedBecause, wallMs, savedMs, tokens, details };
	return withoutEmpty(tidied(json) as Fields) as IDataObject;
}
