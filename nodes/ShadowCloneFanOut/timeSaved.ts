import type { IExecuteFunctions } from 'n8n-workflow';
import type { Receipt } from '../engine/receipt';

const MINUTE_MS = 60_000;
/** Nodes whose left-over seconds are kept. */
const MOST_KEPT = 1_000;

/** What each node saved beyond whole minutes, in this process; the one that ran longest ago first. */
const leftOver = new Map<string, number>();

export interface SavingRun {
	readonly receipt: Pick<Receipt, 'savedMs'>;
	/** What it is said to save; absent: what its receipt measured. */
	readonly minutes: number | undefined;
}

/**
 * Tells n8n's Insights the minutes that all runs of this execution saved: for each the given ones, else what its receipt measured.
 *
 * n8n keeps whole minutes only (a fraction breaks its table on Postgres), so what is left over counts in the node's next execution. Where nothing was measured, nothing is told.
 * n8n adds it up only where Time Saved is dynamic in the workflow's settings, and never for manual executions.
 */
export function tellTimeSaved(context: IExecuteFunctions, runs: readonly SavingRun[]): void {
	const given = runs.reduce((sum, { minutes = 0 }) => sum + minutes, 0);
	const measured = runs.filter(({ minutes }) => minutes === undefined).map(({ receipt }) => receipt);
	const minutes = Math.round(given) + measuredMinutes(context, measured);
	if (minutes > 0) context.setMetadata({ timeSaved: { minutes } });
}

function measuredMinutes(context: IExecuteFunctions, receipts: ReadonlyArray<SavingRun['receipt']>): number {
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
