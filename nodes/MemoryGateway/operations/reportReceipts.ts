import type { IDataObject } from 'n8n-workflow';
import { readReceipts } from '../../engine/receipts/readReceipts';
import { describeSums } from '../../engine/receipts/report/describeSums';
import { ReceiptSums } from '../../engine/receipts/report/receiptSums';
import { writePage } from '../../engine/receipts/report/writePage';
import { tidied } from '../../shared/tidied';
import type { Operation } from './operation';
import { readReceiptFilter } from './readReceiptFilter';

/** Adds up all receipts that match, and makes one page of them; an agent gets the sentences alone. */
export const reportReceipts: Operation = async ({ store, read, isTool, timeZone, signal }) => {
	const filter = readReceiptFilter(read('whichReceipts'));
	const sums = new ReceiptSums(timeZone);
	for await (const page of readReceipts(store.receipts, filter, signal)) for (const receipt of page) sums.add(receipt);
	const text = describeSums(sums);
	if (isTool) return [{ text }];
	const { runs, savedMs, measuredRuns, ...totals } = sums.total;
	const html = writePage(sums, { filter, writtenAt: new Date().toISOString() });
	const saved = measuredRuns === 0 ? {} : { savedMs, measuredRuns };
	return [{ text, html, receipts: sums.receipts, runs, ...saved, details: tidied(totals) as IDataObject }];
};
