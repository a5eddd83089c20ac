import type { Mark } from './mark';

const hesitation =
	"wait|hmm+|hm|no|nope|sorry|oops|actually|correction|scratch that|hold on|my mistake|i mean|that(?:'s| is) (?:wrong|not right|incorrect)|non|nein|halt|moment|perdón|pardon|attends";
/** `Wait, no: C`, `Actually, it is 9.`: words of doubt, and behind them nothing but the answer up to the end of its line. */
const correction = new RegExp(
	String.raw`(?<=[.!?\n,;*)(—–-]\s{0,3})(?:${hesitation})\b[\s,.:;!…—–-]{1,4}(?:(?:${hesitation})\b[\s,.:;!…—–-]{1,4}){0,3}(?:(?:it|that|this|the (?:correct |right |final )?answer)(?:'s|\s(?:is|should be|must be|would be|was))(?: actually)?\s|make (?:that|it)\s)?([^\s][^\n]{0,60})(?=\n|$)`,
	'giu',
);

/** Finds where an answer takes back what it gave before, and gives another; counts only behind an answer that is marked. */
export function findCorrections(text: string, answeredAt: number | undefined): Mark[] {
	if (answeredAt === undefined) return [];
	return [...text.matchAll(correction)].flatMap(({ index, 0: whole, 1: content = '' }) =>
		index > answeredAt ? [{ at: index + whole.length - content.length, content, kind: 'correction' as const }] : [],
	);
}
