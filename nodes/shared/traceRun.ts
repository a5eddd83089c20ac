import type { ITaskMetadata } from 'n8n-workflow';
import type { RunFigures } from '../engine/receipts/keptReceipt';

type Attributes = NonNullable<ITaskMetadata['tracing']>;

/** What of n8n this needs; an n8n without it has no spans to put anything on. */
export interface TracedContext {
	setMetadata?(metadata: ITaskMetadata): void;
	getExecuteData?(): { readonly metadata?: ITaskMetadata };
}

/**
 * Puts a run's figures on the OpenTelemetry span that n8n makes of the node, where they stand as `n8n.node.custom.*`.
 *
 * Names are those of OpenTelemetry's `gen_ai` conventions where these have one, else ours. Counts of several items add up; of what else they say, the last one's stands. No text of a task or an answer is among
 * them, and what is not known is absent.
 */
export function traceRun(context: TracedContext, figures: RunFigures): void {
	try {
		const before = context.getExecuteData?.()?.metadata?.tracing ?? {};
		context.setMetadata?.({ tracing: { ...addUp(before, countsOf(figures)), ...sayingsOf(figures) } });
	} catch {
		// A span decides over no run.
	}
}

function addUp(before: Attributes, counts: Readonly<Record<string, number | undefined>>): Attributes {
	const sums: Attributes = {};
	for (const [name, count] of Object.entries(counts)) if (count !== undefined) sums[name] = Number(before[name] ?? 0) + count;
	return sums;
}

function countsOf({ asked, answered, cut, failures, requests, retries, tokens, wallMs, savedMs, cacheHits }: RunFigures) {
	const isCounted = tokens.prompt + tokens.completion > 0 || tokens.unknown === 0;
	return {
		...(isCounted && {
			'gen_ai.usage.input_tokens': tokens.prompt,
			'gen_ai.usage.output_tokens': tokens.completion,
			'gen_ai.usage.cache_read.input_tokens': tokens.cached,
		}),
		'shadow_clones.asked': asked,
		'shadow_clones.answered': answered,
		'shadow_clones.cut': cut,
		'shadow_clones.failed': failures?.reduce((sum, { clones }) => sum + clones, 0),
		'shadow_clones.requests': requests,
		'shadow_clones.retries': retries,
		'shadow_clones.cache_hits': cacheHits,
		'shadow_clones.wall_ms': wallMs,
		'shadow_clones.saved_ms': savedMs,
	};
}

function sayingsOf({ kind, runId, models, outcome }: RunFigures): Attributes {
	return {
		...(kind !== 'cacheLookUp' && { 'gen_ai.operation.name': 'chat' }),
		...(models.length > 0 && { 'gen_ai.response.model': models.join(', ') }),
		'shadow_clones.kind': kind,
		...(runId !== undefined && { 'shadow_clones.run.id': runId }),
		...(outcome !== undefined && { 'shadow_clones.outcome': outcome.result, 'shadow_clones.outcome.by': outcome.by }),
		...(outcome?.agreement !== undefined && { 'shadow_clones.agreement': outcome.agreement }),
	};
}
