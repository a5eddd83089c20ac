import type { Receipt } from '../engine/receipt';

/** More reasons than these are in the receipt. */
const MOST_REASONS = 10;
const MOST_NAMED = 20;

/** Says how many clones were asked, how many answered, and what became of the others, those of one reason together. */
export function describeClones({ asked, answered, missing }: Pick<Receipt, 'asked' | 'answered' | 'missing'>): string {
	const clonesOf = Map.groupBy(missing, ({ reason }) => reason);
	const lines = [...clonesOf].slice(0, MOST_REASONS).map(([reason, clones]) => {
		const numbers = clones.map(({ clone }) => clone);
		const others = numbers.length > MOST_NAMED ? ` and ${numbers.length - MOST_NAMED} more` : '';
		return `Clone${numbers.length === 1 ? '' : 's'} ${numbers.slice(0, MOST_NAMED).join(', ')}${others}: ${reason}`;
	});
	const more = clonesOf.size - lines.length;
	return [
		`${asked} asked, ${answered} answered.`,
		...lines,
		...(more > 0 ? [`${more} more reasons are in the receipt, by Receipt Output.`] : []),
	].join('\n');
}
