import type { ISupplyDataFunctions } from 'n8n-workflow';
import type { ChatReceipt } from '../engine/chatClones/chatReceipt';
import type { NoCloneAnsweredError } from '../engine/chatClones/errors';
import type { FailureCount } from '../engine/receipts/keptReceipt';
import { keepReceipt } from '../shared/keepReceipt';

/** Keeps the receipt of one call that clones answered: in what they agreed, and how many of them. */
export function keepCall(context: ISupplyDataFunctions, itemIndex: number, model: string, receipt: ChatReceipt): void {
	const { clones, answered, stopped, missing, picked, requests, retries, tokens, durationMs } = receipt;
	const { same, of } = picked.agreement;
	keepReceipt(context, itemIndex, {
		kind: 'chatModel',
		models: [model],
		...{ asked: clones, answered, stopped, requests, retries, tokens: { ...tokens }, wallMs: durationMs },
		...countFailures(missing),
		outcome: { by: picked.by, result: 'picked', ...(of > 0 && { agreement: same / of }) },
	});
}

/** The same of a call that no clone answered. */
export function keepFailedCall(context: ISupplyDataFunctions, itemIndex: number, model: string, error: unknown): void {
	// By name, because two copies of this package may be loaded at once.
	if (!(error instanceof Error) || error.name !== 'NoCloneAnsweredError') return;
	const { failed, asked } = error as NoCloneAnsweredError;
	const { requests = 0, retries = 0, tokens = { prompt: 0, completion: 0, cached: 0, unknown: 0 } } = asked ?? {};
	keepReceipt(context, itemIndex, {
		kind: 'chatModel',
		models: [model],
		...{ asked: failed.length, answered: 0, requests, retries, tokens: { ...tokens }, wallMs: 0 },
		...countFailures(failed),
	});
}

function countFailures(missing: ReadonlyArray<{ readonly kind: string }>): { readonly failures?: readonly FailureCount[] } {
	if (missing.length === 0) return {};
	return { failures: [...Map.groupBy(missing, ({ kind }) => kind)].map(([kind, lost]) => ({ kind, clones: lost.length })) };
}
