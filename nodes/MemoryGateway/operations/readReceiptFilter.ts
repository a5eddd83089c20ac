import { checkInput, z } from '../../engine/checkInput';
import type { ReceiptFilter } from '../../engine/receipts/receiptStore';
import { readTime } from './readTime';

const filterSchema = z.object({
	model: z.string().optional(),
	node: z.string().optional(),
	since: z.unknown().optional(),
	workflow: z.string().optional(),
});

/**
 * Reads which receipts are meant; fields that are empty do not narrow.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readReceiptFilter(value: unknown): ReceiptFilter {
	const { since, ...names } = checkInput(filterSchema, value || {}, 'Which Receipts');
	const given = Object.entries(names).flatMap(([name, each]) => {
		const text = each?.trim() ?? '';
		return text === '' ? [] : [[name, text] as const];
	});
	return { ...Object.fromEntries(given), ...readTime(since, 'since', 'Since') };
}
