import { z } from '../../engine/checkInput';
import type { ReceiptFilter } from '../../engine/receipts/receiptStore';
import { checkOptions } from '../../shared/checkOptions';
import { whichReceipts } from '../fields/receiptFields';
import { readTime } from './readTime';

/** An expression may give the ID of a workflow as a number. */
const name = z.union([z.string(), z.number().transform(String)], 'it is not a text').optional();

const filterSchema = z.object({
	model: name,
	node: name,
	since: z.unknown().optional(),
	workflow: name,
});

/**
 * Reads which receipts are meant; fields that are empty do not narrow.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readReceiptFilter(value: unknown): ReceiptFilter {
	const { since, ...names } = checkOptions(filterSchema, value || {}, whichReceipts);
	const given = Object.entries(names).flatMap(([name, each]) => {
		const text = each?.trim() ?? '';
		return text === '' ? [] : [[name, text] as const];
	});
	return { ...Object.fromEntries(given), ...readTime(since, 'since', 'Since') };
}
