import type { Candidate } from '../engine/candidate';

const advice = {
	cut: 'A longer Deadline or Clone Timeout in Shadow Clone Fan-Out lets them finish',
	length: 'A higher Max Tokens in Shadow Clone Fan-Out gives them room',
};

/** Says so where not one of the answers is whole; undefined where any is. */
export function describeCut(candidates: ReadonlyArray<Pick<Candidate, 'finishReason'>>): string | undefined {
	const count = (reason: string) => candidates.filter(({ finishReason }) => finishReason === reason).length;
	const [broken, full] = [count('cut'), count('length')];
	if (candidates.length === 0 || broken + full < candidates.length) return undefined;
	const all = candidates.length === 1 ? 'The only answer was' : `All ${candidates.length} answers were`;
	if (full === 0) return `${all} cut before the end, by a deadline or a broken connection. ${advice.cut}`;
	if (broken === 0) return `${all} cut by Max Tokens. ${advice.length}`;
	return `${all} cut: ${broken} by a deadline or a broken connection, ${full} by Max Tokens. ${advice.cut}; ${advice.length.replace('A', 'a')}`;
}
