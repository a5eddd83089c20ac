import { z } from 'zod/v4';
import type { ModelInfo } from '../../endpoint/endpoint';
import { parseJsonOrPiece } from '../../parseJson';
import { sentenceReportMessages, type NumberedFinding } from '../../prompts/citedReport';
import { headingOf } from '../../quotes/headingOf';
import type { Evidence } from '../citations/checkCitations';
import { estimateMessages, reservedTokens } from '../fitContext';
import type { SynthesisJob } from '../job';
import { composeSentences, type Composed } from './composeSentences';

/** A weak model gets lost among more. */
const MOST_FINDINGS = 12;
const MOST_SENTENCES = 6;

/** By numbers, as small models write no marks; the words come before them, so that a report is written and not a list of findings read out. */
const reportSchema = {
	type: 'object',
	properties: {
		sentences: {
			type: 'array',
			minItems: 1,
			maxItems: MOST_SENTENCES,
			items: {
				type: 'object',
				properties: { sentence: { type: 'string' }, findings: { type: 'array', maxItems: 4, items: { type: 'integer' } } },
				required: ['sentence', 'findings'],
				additionalProperties: false,
			},
		},
	},
	required: ['sentences'],
	additionalProperties: false,
} as const;

const answerShape = z.object({
	sentences: z.array(z.object({ sentence: z.string(), findings: z.array(z.coerce.number()).default([]) })).min(1),
});

/** A report with its citations as marks of findings; text that is in no asked form is a report as it was written, and may hold marks of its own. */
export interface SentenceReport {
	readonly composed: Composed;
	readonly finishReason: string;
	readonly model: string;
}

/**
 * Has the model write a report sentence by sentence, by schema, each with the numbers of the findings that it rests on; the marks are put in here. What a sentence says must follow from its findings.
 *
 * Only as many findings are shown as fit, at most twelve.
 */
export async function writeSentenceReport(job: SynthesisJob, model: ModelInfo, evidence: readonly Evidence[]): Promise<SentenceReport> {
	const shown = chooseFitting(job, model, evidence.slice(0, MOST_FINDINGS));
	const answer = await job.ask(model, messagesFor(job, shown), job.request.sampling, undefined, { jsonSchema: reportSchema });
	const parsed = answerShape.safeParse(parseJsonOrPiece(answer.text, (value) => answerShape.safeParse(value).success)?.value);
	const composed: Composed = parsed.success
		? composeSentences(parsed.data.sentences, shown, job.task)
		: { text: answer.text, replaced: 0, leftOut: 0 };
	return { composed, finishReason: answer.finishReason, model: answer.model };
}

function chooseFitting(job: SynthesisJob, { contextTokens }: ModelInfo, evidence: readonly Evidence[]): readonly Evidence[] {
	let shown = evidence;
	const isTooLong = () =>
		contextTokens !== undefined &&
		estimateMessages(messagesFor(job, shown)) + reservedTokens(contextTokens, job.request.sampling.maxTokens) > contextTokens;
	while (shown.length > 1 && isTooLong()) shown = shown.slice(0, -1);
	return shown;
}

function messagesFor({ task, fence, request: { instructions } }: SynthesisJob, shown: readonly Evidence[]) {
	return sentenceReportMessages({ task, fence, findings: shown.map(toNumbered), ...(instructions === undefined ? {} : { instructions }) });
}

/** A lone value says nothing without what was claimed of it. */
function toNumbered({ finding: { quote, claim }, source }: Evidence, index: number): NumberedFinding {
	const says = /\p{L}{2}/u.test(quote) ? quote : claim;
	const heading = headingOf(quote, source.text);
	return { number: index + 1, says, ...(heading === undefined ? {} : { about: heading }) };
}
