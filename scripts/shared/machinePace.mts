const WORDS = 12_000;
const ROUNDS = 7;
/** What one round takes on the machine of docs/measured.md, with nothing else on it. */
const REFERENCE_MS = 20;

const text = JSON.stringify(Array.from({ length: WORDS }, (_, index) => ({ word: `word${index}`, count: index % 7 })));

/**
 * How many times longer this machine takes for usual work of a Node process than the one that our figures come from; at least 1.
 *
 * A bound in milliseconds is a promise for a usual machine: one that is three times slower needs three times as long for the same. What other work on a busy machine costs shows only in part. The median of seven rounds, about 0.1 s.
 */
export function machinePace(): number {
	const rounds = Array.from({ length: ROUNDS }, () => {
		const startedAt = performance.now();
		const words = JSON.parse(text) as Array<{ word: string; count: number }>;
		const counts = new Map<string, number>();
		for (const { word, count } of words) {
			const key = word.replace(/\d{3}$/, '');
			counts.set(key, (counts.get(key) ?? 0) + count);
		}
		return counts.size > 0 ? performance.now() - startedAt : 0;
	}).sort((left, right) => left - right);
	return Math.max(1, (rounds[Math.floor(ROUNDS / 2)] ?? 0) / REFERENCE_MS);
}
