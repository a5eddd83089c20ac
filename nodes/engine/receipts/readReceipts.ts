import type { KeptReceipt } from './keptReceipt';
import type { ReceiptFilter, ReceiptStore } from './receiptStore';

const PAGE = 1_000;

/** Gives the receipts page by page, the one that was kept last first, and lets everything else work between two pages. */
export async function* readReceipts(
	store: ReceiptStore,
	filter: ReceiptFilter,
	signal: AbortSignal,
	most = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly KeptReceipt[]> {
	let left = most;
	let after: string | undefined;
	do {
		const page = await store.list(filter, { limit: Math.min(PAGE, left), ...(after !== undefined && { after }) }, signal);
		if (page.receipts.length > 0) yield page.receipts;
		left -= page.receipts.length;
		after = page.next;
	} while (after !== undefined && left > 0);
}
