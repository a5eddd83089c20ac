import type { ChatAnswer, ChatMessage, ModelInfo } from '../endpoint/endpoint';
import { isEndpointError } from '../endpoint/endpointError';
import type { Fence } from '../prompts/fence';
import { condenseContenders } from './condenseContenders';
import { isCut, type Contender } from './contender';
import type { Dissent } from './dissent';
import { countFitting } from './fitContext';
import type { SynthesisJob } from './job';
import type { Synthesis } from './synthesizeRequest';

/** What a prompt is made of. */
export interface Material {
	readonly task: string;
	/** The best first, two or more. */
	readonly contenders: readonly Contender[];
	readonly instructions?: string;
	readonly fence: Fence;
}

export interface Merged {
	readonly text: string;
	/** Empty where the model said that there is none, absent where it did not say. */
	readonly dissent?: readonly Dissent[];
}

/** How one call makes one answer of several candidates. */
export interface Writing {
	/** Whether there is nothing to do where all candidates say the same. */
	readonly needsDifference: boolean;
	write(material: Material): readonly ChatMessage[];
	/** Reads the model's answer to what `write` asked of the same material. */
	read(answer: string, material: Material): Merged;
}

interface Written {
	readonly answer: ChatAnswer;
	readonly merged: Merged;
	readonly used: readonly Contender[];
}

/**
 * Has the model write one answer out of the best candidates.
 *
 * A lone candidate passes through without a call, and so does the best where the others say the same or no second one fits into the model's context. Candidates that do not fit together are condensed first, where asked to. Where the server still finds the prompt too long, one candidate
 * fewer is shown. An answer that was cut off yields to a best candidate that is whole. Never Worse Than Best costs two more calls, and the result must win both.
 */
export async function makeByWriting(job: SynthesisJob, writing: Writing): Promise<Synthesis> {
	const { best, chosen, request } = job;
	if (job.ranked.length === 1)
		return job.giveBest(
			'passedThrough',
			`Clone ${best.candidate.run.clone} is the only ${job.notAccepted.notAccepted === undefined ? '' : 'accepted '}candidate, so its answer was passed through without asking the model`,
			chosen,
		);
	if (writing.needsDifference && new Set(chosen.map(({ candidate }) => simplify(candidate.text))).size === 1) {
		return job.giveBest(
			'passedThrough',
			`The ${chosen.length} best candidates say the same, so the answer was passed through without asking the model`,
			chosen,
		);
	}
	const model = await job.findModel();
	const written = await writeFitting(job, writing, model);
	if (written === undefined) {
		const holds = model.contextTokens === undefined ? '' : `, which holds ${model.contextTokens} tokens`;
		return job.giveBest(
			'passedThrough',
			`No second candidate fits into the context of ${model.id}${holds}, so the best one was passed through`,
			[best],
		);
	}
	if (isCut(written.answer.finishReason) && !isCut(best.candidate.finishReason)) {
		return job.giveBest(
			'bestKept',
			`The answer of clone ${best.candidate.run.clone} was kept, because the new one was cut off before its end; a higher Max Tokens gives it room`,
			[best],
		);
	}
	const synthesis = giveWritten(job, written);
	return request.neverWorseThanBest ? await job.unlessWorse(model, synthesis) : synthesis;
}

/** Undefined where fewer than two candidates fit. */
async function writeFitting(job: SynthesisJob, writing: Writing, model: ModelInfo): Promise<Written | undefined> {
	const { chosen, request } = job;
	const materialOf = (contenders: readonly Contender[]): Material => {
		const { instructions } = request;
		return { task: job.task, contenders, fence: job.fence, ...(instructions === undefined ? {} : { instructions }) };
	};
	const write = (contenders: readonly Contender[]) => writing.write(materialOf(contenders));
	const countOf = (contenders: readonly Contender[]) => countFitting(contenders, write, model.contextTokens, request.sampling.maxTokens);
	const isTooLong = countOf(chosen) < chosen.length;
	const shown = isTooLong && request.whenTooLong === 'condense' ? await condenseContenders(job, chosen, write, model) : chosen;
	for (let count = countOf(shown); count > 1; count--) {
		const used = shown.slice(0, count);
		job.shown = count;
		try {
			const answer = await job.ask(model, write(used), request.sampling, job.onText);
			return { answer, merged: writing.read(answer.text, materialOf(used)), used };
		} catch (error) {
			if (!isEndpointError(error) || error.kind !== 'promptTooLong') throw error;
		}
	}
	job.shown = 1;
	return undefined;
}

function giveWritten(job: SynthesisJob, { answer, merged, used }: Written): Synthesis {
	const all = job.request.contenders.length;
	return {
		...job.common(used),
		text: merged.text,
		outcome: 'written',
		reason: `Written out of the answers of ${used.length === all ? '' : `${used.length} of `}${all} clones${job.condensedClones.length === 0 ? '' : `, ${job.condensedClones.length} of them condensed`}${isCut(answer.finishReason) ? ', and cut off before its end' : ''}`,
		...(merged.dissent === undefined ? {} : { dissent: merged.dissent }),
		finishReason: answer.finishReason,
		model: answer.model,
	};
}

/** Apart from case and spaces. */
function simplify(text: string): string {
	return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
