import type { Candidate, Usage } from '../candidate';
import { z } from '../checkInput';
import { isBlank } from '../text/isBlank';

/** What is kept of an answer. `usage` is what it took when it was written. */
export type KeptAnswer = Pick<
	Candidate,
	'model' | 'text' | 'data' | 'reasoning' | 'finishReason' | 'toolCalls' | 'logProbability' | 'usage'
> &
	// Of an answer of an earlier version it is not known.
	Partial<Pick<Candidate, 'sampling'>>;

const keptSchema = z.object({
	model: z.string(),
	text: z.string(),
	data: z.unknown().optional(),
	reasoning: z.string().optional(),
	finishReason: z.string(),
	toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.string() })).optional(),
	logProbability: z.object({ mean: z.number(), tokens: z.number() }).optional(),
	sampling: z
		.object({
			temperature: z.number().optional(),
			topP: z.number().optional(),
			maxTokens: z.number().optional(),
			seed: z.number().optional(),
			reasoningEffort: z.string().optional(),
		})
		.optional(),
	usage: z.object({ promptTokens: z.number().optional(), completionTokens: z.number().optional(), cachedTokens: z.number().optional() }),
});

export function toKept({ model, text, data, reasoning, finishReason, toolCalls, logProbability, sampling, usage }: KeptAnswer): KeptAnswer {
	return {
		model,
		text,
		...(data === undefined ? {} : { data }),
		...(reasoning === undefined ? {} : { reasoning }),
		finishReason,
		...(toolCalls === undefined ? {} : { toolCalls }),
		...(logProbability === undefined ? {} : { logProbability }),
		...(sampling === undefined ? {} : { sampling }),
		usage,
	};
}

/** Undefined where the record holds something else, as one from another version of this package may. */
export function readKept(value: unknown): KeptAnswer | undefined {
	const parsed = keptSchema.safeParse(value);
	if (!parsed.success) return undefined;
	const { usage, toolCalls, ...rest } = parsed.data;
	return toKept({
		...rest,
		usage: usage as Usage,
		...(toolCalls === undefined ? {} : { toolCalls }),
	} as KeptAnswer);
}

/** Endings that say the model was not done, or that somebody did not let it speak. */
const UNFINISHED: ReadonlySet<string> = new Set(['length', 'cut', 'content_filter', 'error', 'abort', 'cancelled']);

/** Whether an answer that ended so came to its own end. */
export function isFinished(finishReason: unknown): boolean {
	return !UNFINISHED.has(String(finishReason));
}

/** Whether an answer may be given again: whole, not empty, and in the form that was asked for. One that was cut would stay half for as long as it is kept. */
export function isWorthKeeping(answer: KeptAnswer, asksForJson: boolean): boolean {
	if (!isFinished(answer.finishReason)) return false;
	if (asksForJson && answer.data === undefined) return false;
	return !isBlank(answer.text) || (answer.toolCalls ?? []).length > 0;
}
