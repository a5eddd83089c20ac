import type { Candidate } from '../candidate';
import { isEngineError, InvalidInputError } from '../errors';
import { evaluate, type Evaluation } from '../evaluate/evaluate';
import { createScorer, type Scorer, type ScorerTools } from '../evaluate/scorers';
import { normaliseText } from '../finalAnswer/normaliseText';
import type { PickBy } from './chatClonesRequest';
import { countSame } from './countSame';
import { formsOf } from './formsOf';
import type { Picked } from './picked';

const MOST_JUDGE_CALLS = 60;

/**
 * Picks among answers in words. What the asked way leaves open, such as a vote for which nobody gave an answer, is decided by the words that the answers share.
 *
 * A judge that does not answer is a note: the answers are then compared by their words.
 */
export async function pickText(writers: readonly Candidate[], pickBy: PickBy, tools: ScorerTools, signal: AbortSignal): Promise<Picked> {
	const [only] = writers as readonly [Candidate, ...Candidate[]];
	if (writers.length === 1) return withoutChoice(only, 1, 'only answer', 'No other clone gave an answer');
	const texts = countSame(writers.map(({ text }) => normaliseText(text)));
	if (texts.length === 1 && texts[0]?.places.length === writers.length)
		return withoutChoice(only, writers.length, 'same words', 'All of them said the same');
	const byWords = createScorer('consensus', { compareBy: 'words', embeddingModel: '', comparingModel: '', minimumLikeness: 0 }, tools);
	const rank = async (...scorers: readonly Scorer[]) =>
		await evaluate({ candidates: writers, scorers, combination: { by: 'first' } }, signal);
	try {
		return toPicked(await rank(scorerOf(pickBy, tools), byWords), writers, pickBy);
	} catch (error) {
		if (signal.aborted || !isEngineError(error) || error instanceof InvalidInputError) throw error;
		const picked = toPicked(await rank(byWords), writers, { by: 'consensus' });
		return { ...picked, notes: [`The answers were compared by words: ${error.message}`] };
	}
}

function scorerOf(pickBy: PickBy, tools: ScorerTools): Scorer {
	switch (pickBy.by) {
		case 'consensus':
			return createScorer('consensus', { compareBy: 'automatic', embeddingModel: '', comparingModel: '', minimumLikeness: 0 }, tools);
		case 'vote':
			return createScorer('vote', { form: pickBy.form, minimumShare: 0 }, tools);
		case 'judge':
			return createScorer('judge', { rubric: pickBy.rubric, mostCalls: MOST_JUDGE_CALLS, models: [pickBy.model], probe: [] }, tools);
	}
}

function withoutChoice(candidate: Candidate, same: number, by: 'only answer' | 'same words', reason: string): Picked {
	return { candidate, why: { by, agreement: { same, of: same }, reason } };
}

function toPicked({ verdicts, summary }: Evaluation, writers: readonly Candidate[], pickBy: PickBy): Picked {
	const [best] = verdicts as readonly [Evaluation['verdicts'][number], ...Evaluation['verdicts']];
	// Where the asked way has no opinion, the words have decided.
	const decided = best.scores.find(({ kind }) => kind === 'scored')?.scorer === pickBy.by ? pickBy : ({ by: 'consensus' } as const);
	const forms = formsOf(writers, decided);
	const form = forms[best.index];
	const same = form === undefined ? 1 : forms.filter((each) => each === form).length;
	const { requests, retries = 0, tokens, remarks } = summary;
	return {
		candidate: best.candidate,
		why: { by: decided.by, agreement: { same, of: writers.length }, reason: best.reason },
		...(requests !== undefined && tokens !== undefined && { cost: { requests, retries, tokens } }),
		...(remarks.length === 0 ? {} : { notes: remarks }),
	};
}
