import type { Candidate } from '../../../nodes/engine/candidate.ts';
import type * as Scorers from '../../../nodes/engine/evaluate/scorers/index.ts';

/** A question with what counts as right, and what one model answered to it several times. */
export interface AnsweredQuestion {
	readonly question: string;
	readonly golds: readonly string[];
	readonly answers: readonly string[];
}

/** Mean F1, as SQuAD counts it, over the questions. */
export interface TextPicks {
	/** Of one clone, whichever it is. */
	readonly one: number;
	/** Of the answer that Consensus picks by words. */
	readonly picked: number;
	/** Of the best of the answers. */
	readonly best: number;
}

const signal = new AbortController().signal;

export async function pickText(
	rows: readonly AnsweredQuestion[],
	createScorer: typeof Scorers.createScorer,
	toCandidate: (text: string, clone: number, clones: number) => Candidate,
	tools: Scorers.ScorerTools,
): Promise<TextPicks> {
	const scorer = createScorer('consensus', { compareBy: 'words', embeddingModel: '', comparingModel: '', minimumLikeness: 0 }, tools);
	const sums = { one: 0, picked: 0, best: 0 };
	for (const { golds, answers } of rows) {
		const worth = answers.map((answer) => Math.max(...golds.map((gold) => f1(answer, gold))));
		const { opinions } = await scorer.assess(
			answers.map((text, index) => toCandidate(text, index + 1, answers.length)),
			signal,
		);
		sums.one += worth.reduce((sum, each) => sum + each, 0) / worth.length;
		sums.best += Math.max(...worth);
		sums.picked += worth[opinions.findIndex(({ accepted }) => accepted)] ?? 0;
	}
	const { one, picked, best } = sums;
	return { one: one / rows.length, picked: picked / rows.length, best: best / rows.length };
}

/** The harmonic mean of how many words of each are in the other, articles and punctuation apart (Rajpurkar et al., 2016). */
export function f1(answer: string, gold: string): number {
	const [said, wanted] = [wordsOf(answer), wordsOf(gold)];
	const left = [...wanted];
	let shared = 0;
	for (const word of said) {
		const at = left.indexOf(word);
		if (at < 0) continue;
		left.splice(at, 1);
		shared++;
	}
	return shared === 0 ? 0 : (2 * shared) / (said.length + wanted.length);
}

function wordsOf(text: string): readonly string[] {
	const plain = text.toLowerCase().replace(/[!-/:-@[-`{-~]/g, '');
	return plain
		.replace(/\b(?:a|an|the)\b/g, ' ')
		.split(/\s+/)
		.filter((word) => word !== '');
}
