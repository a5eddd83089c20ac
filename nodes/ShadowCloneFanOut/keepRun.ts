import type { IExecuteFunctions } from 'n8n-workflow';
import { isEngineError } from '../engine/errors';
import { failureKind } from '../engine/failureKind';
import type { Receipt } from '../engine/receipt';
import type { FailureCount, RunFigures } from '../engine/receipts/keptReceipt';
import { keepReceipt } from '../shared/keepReceipt';
import type { NodeRequest } from './readRequest';

/** Keeps the receipt of a run that has ended, beside its answer cache where that is in Postgres. */
export function keepRun(context: IExecuteFunctions, itemIndex: number, { fanOut, cache }: NodeRequest, receipt: Receipt): void {
	keepReceipt(context, itemIndex, toFigures(receipt, fanOut.model), cache?.place);
}

/** The same of a run that came to nothing: with too few answers, or before any clone was asked. */
export function keepFailed(context: IExecuteFunctions, itemIndex: number, request: NodeRequest, error: unknown): void {
	if (!isEngineError(error)) return;
	if ('receipt' in error) return keepRun(context, itemIndex, request, error.receipt as Receipt);
	const { fanOut, cache } = request;
	// What a refused run would have asked is no count of clones: it may be the very slip that it is refused for.
	const lost = error.name === 'InvalidInputError' ? 0 : fanOut.clones;
	keepReceipt(
		context,
		itemIndex,
		{
			kind: 'fanOut',
			models: fanOut.model === '' ? [] : [fanOut.model],
			asked: lost,
			answered: 0,
			...(lost > 0 && { failures: [{ kind: failureKind(error), clones: lost }] }),
			requests: 0,
			retries: 0,
			tokens: { prompt: 0, completion: 0, cached: 0, unknown: 0 },
			wallMs: 0,
		},
		cache?.place,
	);
}

function toFigures(receipt: Receipt, askedModel: string): RunFigures {
	const { run, asked, answered, cut, missing, cancelled, requests, retries, tokens, wallMs } = receipt;
	const { oneByOneMs, savedMs, pace, cacheHits } = receipt;
	const failures = countFailures(missing);
	return {
		kind: 'fanOut',
		runId: run.id,
		models: receipt.models.length > 0 || askedModel === '' ? [...receipt.models] : [askedModel],
		...{ asked, answered, cut, stopped: cancelled, requests, retries, wallMs: Math.round(wallMs), tokens: { ...tokens } },
		...(failures.length > 0 && { failures }),
		...(oneByOneMs !== undefined && { oneByOneMs: Math.round(oneByOneMs) }),
		...(savedMs !== undefined && { savedMs: Math.round(savedMs) }),
		...(pace !== undefined && { pace: { ...pace } }),
		...(cacheHits !== undefined && { cacheHits }),
	};
}

function countFailures(missing: Receipt['missing']): FailureCount[] {
	const lost = Map.groupBy(
		missing.filter(({ cancelled }) => !cancelled),
		({ kind = 'other' }) => kind,
	);
	return [...lost].map(([kind, clones]) => ({ kind, clones: clones.length }));
}
