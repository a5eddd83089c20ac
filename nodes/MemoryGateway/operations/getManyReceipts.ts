import { checkInput, z } from '../../engine/checkInput';
import { InvalidInputError } from '../../engine/errors';
import { describeKept } from '../../engine/receipts/describeKept';
import type { KeptReceipt } from '../../engine/receipts/keptReceipt';
import { readReceipts } from '../../engine/receipts/readReceipts';
import type { Operation, OperationInput } from './operation';
import { readReceiptFilter } from './readReceiptFilter';
import { toReceiptItem } from './toReceiptItem';
import { isEmpty } from '../../shared/isEmpty';

/** More items than these are no list that anybody reads. */
const MAX_RECEIPTS = 10_000;

/** Lists receipts of runs, the newest first, one item each. */
export const getManyReceipts: Operation = async (input) => {
	const { read, isTool, tell } = input;
	const receipts = read('returnAll') === true ? await listAll(input) : await list(input, readLimit(read('limit')));
	if (isTool)
		return [{ text: receipts.map((receipt) => `${receipt.at}: ${describeKept(receipt)}`).join('\n') || 'There are no receipts.' }];
	if (receipts.length === 0)
		tell('No receipt of a run matches, so there are no items. To continue anyway, switch on Always Output Data in Settings.');
	return receipts.map(toReceiptItem);
};

function readLimit(limit: unknown): number {
	return checkInput(z.coerce.number().int().min(1).max(MAX_RECEIPTS), isEmpty(limit) ? 50 : limit, 'Limit');
}

async function listAll(input: OperationInput): Promise<readonly KeptReceipt[]> {
	const receipts = await list(input, MAX_RECEIPTS + 1);
	if (receipts.length <= MAX_RECEIPTS) return receipts;
	throw new InvalidInputError(
		`More than ${MAX_RECEIPTS.toLocaleString('en')} receipts match, the most that Return All gives`,
		'Add a condition in Which Receipts, set a Limit, or use Report, which adds up all of them.',
		'Return All',
	);
}

async function list({ store, read, signal }: OperationInput, most: number): Promise<readonly KeptReceipt[]> {
	const filter = readReceiptFilter(read('whichReceipts'));
	const receipts: KeptReceipt[] = [];
	for await (const page of readReceipts(store.receipts, filter, signal, most)) receipts.push(...page);
	return receipts;
}
