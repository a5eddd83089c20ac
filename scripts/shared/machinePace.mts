const WORDS = 12_000;
/** The first ones compile what the later ones find ready. */
const WARM_UPS = 5;
const ROUNDS = 7;
/** What one round takes on two usual cores with nothing else on them. */
const REFERENCE_MS = 4;

const text = JSON.stringify(Array.from({ length: WORDS }, (_, index) => ({ word: `word${index}`, count: index % 7 })));

/**
 * How many times longer this machine takes for usual work of a Node process than the one that our figures come from; at least 1.
 *
 * A bound in milliseconds is a promise for a usual machine: one that is three times slower needs three times as long for the same. What other work on a busy machine costs shows only in part. The median of seven rounds, about 0.1 s.
 */
export function machinePace(): number {
	for (let round = 0; round < WARM_UPS; round++) timeRound();
	const rounds = Array.from({ length: ROUNDS }, timeRound).sort((left, right) => left - right);
	return Math.max(1, (rounds[Math.floor(ROUNDS / 2)] ?? 0) / REFERENCE_MS);
}

function timeRound(): number {
	const startedAt = performance.now();
	const words = JSON.parse(text) as Array<{ word: string; count: number }>;
	const counts = new Map<string, number>();
	for (const { word, count } of words) {
		const key = word.replace(/\d{3}$/, '');
		counts.set(key, (counts.get(key) ?? 0) + count);
	}
	return counts.size > 0 ? performance.now() - startedAt : 0;
}
