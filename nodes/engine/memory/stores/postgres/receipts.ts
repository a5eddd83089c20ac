import type { KeptReceipt } from '../../../receipts/keptReceipt';
import type { ReceiptFilter, ReceiptLimits, ReceiptPage, ReceiptStore } from '../../../receipts/receiptStore';
import { listedModels, oneModel } from '../listedModels';
import type { Query } from './query';

const table = 'shadow_clones.receipt';

/** Receipts of runs; `ask` puts trouble into words. */
export function openReceipts(
	query: Query,
	ask: <Result>(namespace: string, signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>,
): ReceiptStore {
	return {
		keep: async (receipts, limits, signal) => await ask('receipts', signal, async () => await keep(query, receipts, limits)),
		list: async (filter, page, signal) => await ask('receipts', signal, async () => await list(query, filter, page)),
	};
}

async function keep(query: Query, receipts: readonly KeptReceipt[], { most, maxAgeMs }: ReceiptLimits): Promise<void> {
	const sql = `INSERT INTO ${table} (at, workflow_id, workflow, node, models, value) SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`;
	const column = (of: (receipt: KeptReceipt) => number | string) => receipts.map(of);
	await query(sql, [
		column(({ at }) => Date.parse(at)),
		column(({ workflow }) => workflow.id),
		column(({ workflow }) => workflow.name),
		column(({ node }) => node),
		column(({ models }) => listedModels(models)),
		column((receipt) => JSON.stringify(receipt)),
	]);
	await query(`DELETE FROM ${table} WHERE at < $1 OR number <= (SELECT max(number) FROM ${table}) - $2`, [Date.now() - maxAgeMs, most]);
}

async function list(
	query: Query,
	{ workflow, node, model, since }: ReceiptFilter,
	{ limit, after }: { readonly limit: number; readonly after?: string },
): Promise<ReceiptPage> {
	const sql = `SELECT number, value FROM ${table} WHERE ($1::bigint IS NULL OR number < $1::bigint) AND at >= $2 AND ($3::text IS NULL OR workflow = $3 OR workflow_id = $3)
		AND ($4::text IS NULL OR node = $4) AND ($5::text IS NULL OR position($5 IN models) > 0) ORDER BY number DESC LIMIT $6`;
	const from = since === undefined ? Number.MIN_SAFE_INTEGER : Date.parse(since);
	const models = model === undefined ? null : oneModel(model);
	const rows = await query(sql, [after ?? null, from, workflow ?? null, node ?? null, models, limit]);
	const last = rows.at(-1);
	return {
		receipts: rows.map(({ value }) => JSON.parse(String(value)) as KeptReceipt),
		...(last !== undefined && rows.length === limit && { next: String(last['number']) }),
	};
}
