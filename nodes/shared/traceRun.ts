import type { IExecuteFunctions, ITaskMetadata } from 'n8n-workflow';
import type { RunFigures } from '../engine/receipts/keptReceipt';
import { traceOfN8n } from './sentAlong';
import { writeSpan } from './writeSpan';

type Attributes = NonNullable<ITaskMetadata['tracing']>;

/** What of n8n this needs; an n8n without it has no spans to put anything on. */
export interface TracedContext extends Partial<Pick<IExecuteFunctions, 'getNode' | 'getExecutionId'>> {
	setMetadata?(metadata: ITaskMetadata): void;
	getExecuteData?(): { readonly metadata?: ITaskMetadata };
}

/**
 * Tells n8n's OpenTelemetry what a run came to: in a span of the run's own under n8n's span of the node, and on that one, where the figures stand as `n8n.node.custom.*` if n8n's licence has custom attributes.
 *
 * Names are those of OpenTelemetry's `gen_ai` conventions where these have one, else ours. On the node's span, counts of several items add up, and of what else they say the last one's stands. No text of a task or
 * an answer is among them, and what is not known is absent.
 */
export function traceRun(context: TracedContext, figures: RunFigures): void {
	const [counts, sayings] = [withoutUnknown(countsOf(figures)), sayingsOf(figures)];
	try {
		const before = context.getExecuteData?.()?.metadata?.tracing ?? {};
		context.setMetadata?.({ tracing: { ...addUp(before, counts), ...sayings } });
	} catch {
		// A span decides over no run.
	}
	try {
		const parent = traceOfN8n(context);
		if (parent !== undefined) writeSpan(`shadow_clones.${figures.kind}`, { ...counts, ...sayings }, figures.wallMs, parent);
	} catch {
		// Nor does this one.
	}
}

const withoutUnknown = (counts: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> =>
	Object.fromEntries(Object.entries(counts).filter((entry): entry is [string, number] => entry[1] !== undefined));

const addUp = (before: Attributes, counts: Readonly<Record<string, number>>): Attributes =>
	Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(before[name] ?? 0) + count]));

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
