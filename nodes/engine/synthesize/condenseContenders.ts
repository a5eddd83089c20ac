import type { ChatMessage, ModelInfo } from '../endpoint/endpoint';
import { estimateTokens } from '../estimateTokens';
import { condenseMessages } from '../prompts/condense';
import { condenseText } from './condenseText';
import type { Contender } from './contender';
import { estimateMessages, reservedTokens } from './fitContext';
import type { SynthesisJob } from './job';

/** With less room than this for each there is nothing to be said in it. */
const LEAST_TOKENS = 60;
const WORDS_PER_TOKEN = 0.5;

/**
 * Shortens the contenders that are too long so that all of them fit into the model's context together, each to an equal share of it. Who wrote what stays apart.
 *
 * One that cannot be shortened enough stays as it is.
 */
export async function condenseContenders(
	job: SynthesisJob,
	contenders: readonly Contender[],
	write: (contenders: readonly Contender[]) => readonly ChatMessage[],
	model: ModelInfo,
): Promise<readonly Contender[]> {
	const { contextTokens } = model;
	if (contextTokens === undefined) return contenders;
	const room = contextTokens - reservedTokens(contextTokens, job.request.sampling.maxTokens);
	const frame = estimateMessages(write(contenders.map((contender) => withText(contender, ''))));
	const share = Math.floor((room - frame) / contenders.length);
	const pieceTokens = room - estimateMessages(condenseMessages(job.task, '', 1000, job.fence)) - 20;
	if (share < LEAST_TOKENS || pieceTokens < LEAST_TOKENS) return contenders;
	return await Promise.all(
		contenders.map(async (contender) => {
			const { text, run } = contender.candidate;
			if (estimateTokens(text) <= share) return contender;
			const shorter = await condenseText(text, share, pieceTokens, async (piece, mostTokens) => {
				const messages = condenseMessages(job.task, piece, Math.max(10, Math.floor(mostTokens * WORDS_PER_TOKEN)), job.fence);
				return (await job.ask(model, messages, { ...job.request.sampling, maxTokens: mostTokens })).text;
			});
			if (shorter === undefined) return contender;
			job.condensedClones.push(run.clone);
			return withText(contender, shorter);
		}),
	);
}

function withText(contender: Contender, text: string): Contender {
	return { ...contender, candidate: { ...contender.candidate, text } };
}
