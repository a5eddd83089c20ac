import type { DatabaseSync } from 'node:sqlite';
import type { KeptReceipt } from '../../../receipts/keptReceipt';
import type { ReceiptFilter, ReceiptLimits, ReceiptPage } from '../../../receipts/receiptStore';
import { listedModels, oneModel } from '../listedModels';
import { prepared } from './prepared';

export function keepReceipts(database: DatabaseSync, receipts: readonly KeptReceipt[], limits: ReceiptLimits, nowMs: number): void {
	const insert = prepared(database, 'INSERT INTO receipt (at, workflow_id, workflow, node, models, value) VALUES (?, ?, ?, ?, ?, ?)');
	for (const receipt of receipts) {
		const { at, workflow, node, models } = receipt;
		insert.run(Date.parse(at), workflow.id, workflow.name, node, listedModels(models), JSON.stringify(receipt));
	}
	prepared(database, 'DELETE FROM receipt WHERE at < ? OR number <= (SELECT max(number) FROM receipt) - ?').run(
		nowMs - limits.maxAgeMs,
		limits.most,
	);
}

export function listReceipts(
	database: DatabaseSync,
	{ workflow = null, node = null, model, since }: { readonly [Key in keyof ReceiptFilter]?: string | null },
	{ limit, after }: { readonly limit: number; readonly after?: string },
): ReceiptPage {
	const sql = `SELECT number, value FROM receipt WHERE number < ?1 AND at >= ?2 AND (?3 IS NULL OR workflow = ?3 OR workflow_id = ?3) AND (?4 IS NULL OR node = ?4)
		AND (?5 IS NULL OR instr(models, ?5) > 0) ORDER BY number DESC LIMIT ?6`;
	const models = model === undefined || model === null ? null : oneModel(model);
	const from = since === undefined || since === null ? Number.MIN_SAFE_INTEGER : Date.parse(since);
	const rows = prepared(database, sql).all(Number(after ?? Number.MAX_SAFE_INTEGER), from, workflow, node, models, limit);
	const last = rows.at(-1);
	return {
		receipts: rows.map(({ value }) => JSON.parse(String(value)) as KeptReceipt),
		...(last !== undefined && rows.length === limit && { next: String(last['number']) }),
	};
}
