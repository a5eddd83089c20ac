/** A question with the passages that it needs. */
export interface PassageQuestion {
	readonly question: string;
	readonly gold: readonly string[];
}

/** Shares. */
export interface PassageFigures {
	readonly questions: number;
	/** Of the needed passages, among the first five. */
	readonly at5: number;
	readonly at10: number;
	/** Of the questions: all of their passages among the first ten. */
	readonly all10: number;
}

/** Judges passages that were found for each question, the best first. */
export function judgePassages(questions: readonly PassageQuestion[], found: ReadonlyArray<readonly string[]>): PassageFigures {
	const share = (at: number, depth: number) => {
		const first = found[at]!.slice(0, depth);
		return questions[at]!.gold.filter((id) => first.includes(id)).length / questions[at]!.gold.length;
	};
	const mean = (measure: (at: number) => number) => questions.reduce((sum, _, at) => sum + measure(at), 0) / Math.max(1, questions.length);
	return {
		questions: questions.length,
		at5: mean((at) => share(at, 5)),
		at10: mean((at) => share(at, 10)),
		all10: mean((at) => Number(share(at, 10) === 1)),
	};
}
