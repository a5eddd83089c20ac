import type { IExecuteFunctions } from 'n8n-workflow';
import type { Receipt } from '../engine/receipt';

const MINUTE_MS = 60_000;
/** Nodes whose left-over seconds are kept. */
const MOST_KEPT = 1_000;

/** What each node saved beyond whole minutes, in this process; the one that ran longest ago first. */
const leftOver = new Map<string, number>();

/**
 * Tells n8n's Insights the minutes that all runs of this execution saved: the given ones a run, else what the receipts measured.
 *
 * n8n keeps whole minutes only (a fraction breaks its table on Postgres), so what is left over counts in the node's next execution. Where nothing was measured, nothing is told.
 * n8n adds it up only where Time Saved is dynamic in the workflow's settings, and never for manual executions.
 */
export function tellTimeSaved(context: IExecuteFunctions, receipts: readonly Receipt[], minutesARun: number | undefined): void {
	const minutes = minutesARun === undefined ? measuredMinutes(context, receipts) : Math.round(minutesARun * receipts.length);
	if (minutes > 0) context.setMetadata({ timeSaved: { minutes } });
}

function measuredMinutes(context: IExecuteFunctions, receipts: readonly Receipt[]): number {
	const savedMs = receipts.reduce((sum, receipt) => sum + Math.max(0, receipt.savedMs ?? 0), 0);
	if (context.getMode() === 'manual') return Math.floor(savedMs / MINUTE_MS);
	const key = `${String(context.getWorkflow().id ?? '')} ${context.getNode().id}`;
	const totalMs = savedMs + (leftOver.get(key) ?? 0);
	leftOver.delete(key);
	leftOver.set(key, totalMs % MINUTE_MS);
	const [oldest] = leftOver.keys();
	if (leftOver.size > MOST_KEPT && oldest !== undefined) leftOver.delete(oldest);
	return Math.floor(totalMs / MINUTE_MS);
}
