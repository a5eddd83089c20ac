/** A question about a talk, with the turns that answer it. */
export interface TalkQuestion {
	readonly question: string;
	readonly gold: readonly string[];
}

/** Shares of the questions. */
export interface TalkFigures {
	readonly questions: number;
	/** One gold session among the first five sessions of the recalled turns. */
	readonly any5: number;
	/** All gold sessions among them. */
	readonly all5: number;
	readonly any10: number;
	readonly all10: number;
	/** A gold turn among the first ten. */
	readonly turn10: number;
}

/** Judges turns that were found for each question, the best first; sessions count in the order in which their first turn was found. */
export function judgeTalk(
	questions: readonly TalkQuestion[],
	found: ReadonlyArray<readonly string[]>,
	sessionOf: (turn: string) => string,
): TalkFigures {
	const rows = questions.map(({ gold }, at) => {
		const sessions = [...new Set(found[at]!.map(sessionOf))];
		const needed = [...new Set(gold.map(sessionOf))];
		const any = (depth: number) => needed.some((session) => sessions.slice(0, depth).includes(session));
		const all = (depth: number) => needed.every((session) => sessions.slice(0, depth).includes(session));
		const turn10 = gold.some((turn) => found[at]!.slice(0, 10).includes(turn));
		return { any5: any(5), all5: all(5), any10: any(10), all10: all(10), turn10 };
	});
	const share = (key: keyof (typeof rows)[number]) => rows.filter((row) => row[key]).length / Math.max(1, rows.length);
	return {
		questions: rows.length,
		any5: share('any5'),
		all5: share('all5'),
		any10: share('any10'),
		all10: share('all10'),
		turn10: share('turn10'),
	};
}
