import type { IExecuteFunctions } from 'n8n-workflow';
import type { Merger } from '../engine/synthesize/mergers';
import type { Synthesis } from '../engine/synthesize/synthesizeRequest';
import { keepReceipt } from '../shared/keepReceipt';

/** Keeps the receipt of a synthesis: by which method, and what came of it. */
export function keepSynthesis(
	context: IExecuteFunctions,
	itemIndex: number,
	candidates: number,
	merger: Merger,
	synthesis: Synthesis,
): void {
	const { run, receipt, model, outcome } = synthesis;
	keepReceipt(context, itemIndex, {
		kind: 'synthesis',
		runId: run.id,
		models: receipt.models.length > 0 || !model ? [...receipt.models] : [model],
		asked: candidates,
		answered: 1,
		requests: receipt.requests,
		retries: receipt.retries,
		tokens: { ...receipt.tokens },
		wallMs: receipt.wallMs,
		outcome: { by: merger.label, result: outcome },
	});
}
