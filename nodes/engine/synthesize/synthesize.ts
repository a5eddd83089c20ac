import { InvalidInputError } from '../errors';
import { untilAborted } from '../untilAborted';
import { bestFirst, isRefused, type Contender } from './contender';
import { SynthesisJob } from './job';
import type { Merger } from './mergers';
import type { Synthesis, SynthesizeContext, SynthesizeRequest } from './synthesizeRequest';
import { isBlank } from '../text/isBlank';

/** Stands where the task would. */
const UNKNOWN_TASK = 'The task is not known. Work out from the answers what was asked, and answer that.';

/**
 * Makes one answer of the candidates of one run, in the merger's way.
 *
 * The best come first: accepted before not accepted, by rank, else in clone order. Where an evaluator accepted some, those that it did not accept are left out, unless it only put others before them, or the merger looks at them for another purpose.
 *
 * Where nobody says what the task was, the model is told so, and a note asks for it.
 *
 * @throws InvalidInputError when there is no candidate with text.
 * @throws EndpointError when the model server lets a call down.
 * @throws whatever `signal.reason` is when aborted, at once.
 */
export async function synthesize(merger: Merger, request: SynthesizeRequest, context: SynthesizeContext): Promise<Synthesis> {
	const [first] = request.contenders;
	if (first === undefined)
		throw new InvalidInputError(
			'There are no candidates to make an answer of',
			'Connect Shadow Clone Fan-Out, or Clone Evaluator behind it.',
		);
	checkRequest(request);
	if (merger.asksModel && context.endpoint === undefined)
		throw new InvalidInputError(
			`${merger.label} asks a model, and no model server is named`,
			'Connect a Chat Model, choose a vLLM API credential in this node, or choose Merge Fields, which only counts.',
			'Credential',
		);
	const { task } = first.candidate.run;
	const withText = bestFirst(request.contenders);
	const ranked = merger.takesRefused ? withText : withoutRefused(withText);
	const [best] = ranked;
	if (best === undefined)
		throw new InvalidInputError(
			request.contenders.length === 1
				? 'The only candidate has no text'
				: `None of the ${request.contenders.length} candidates has any text`,
			'See in the receipt of Shadow Clone Fan-Out what the clones did instead.',
		);
	const isKnown = typeof task === 'string' && !isBlank(task);
	const make = async () => await merger.make(new SynthesisJob(merger, request, context, isKnown ? task : UNKNOWN_TASK, ranked, best));
	const made = await untilAborted(make, context.signal);
	return isKnown ? made : withoutTask(made);
}

/** The made-up task leaves no trace in the result. */
function withoutTask({ run, receipt, ...synthesis }: Synthesis): Synthesis {
	const note = 'The candidates do not say what was asked, so the model worked it out from the answers. Set Task under Options to tell it.';
	const notes = receipt.requests === 0 ? receipt.notes : [...(receipt.notes ?? []), note];
	return { ...synthesis, run: { ...run, task: '' }, receipt: { ...receipt, ...(notes !== undefined && { notes }) } };
}

/** All of them where none was accepted; those that were only outranked stay. */
function withoutRefused(ranked: readonly Contender[]): readonly Contender[] {
	const kept = ranked.filter((contender) => !isRefused(contender) || contender.isOutranked === true);
	return kept.some((contender) => contender.accepted === true) ? kept : ranked;
}

function checkRequest({ candidatesToUse, timeoutMs, retries }: SynthesizeRequest): void {
	if (!Number.isInteger(candidatesToUse) || candidatesToUse < 2)
		throw new InvalidInputError(
			`Max Candidates is ${candidatesToUse}, and an answer is made of 2 or more`,
			'Three is a good number to start with.',
			'Max Candidates',
		);
	if (!(timeoutMs > 0))
		throw new InvalidInputError(
			'Call Timeout (Seconds) is not above 0',
			'Give the seconds that one call may take, for example 120.',
			'Call Timeout (Seconds)',
		);
	if (!Number.isInteger(retries) || retries < 0 || retries > 20)
		throw new InvalidInputError(
			`Retries is ${retries}, and it goes from 0 to 20`,
			'Set Retries to a whole number within that range.',
			'Retries',
		);
}
