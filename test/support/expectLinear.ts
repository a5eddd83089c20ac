import { expect } from 'vitest';

/** Doubled seven times, this is a million. */
const FIRST = 7_813;
const LAST = 1_000_064;
/** What takes less is lost in the noise of a machine that does other things too. */
const NOISE_MS = 100;
/** Doubling doubles the time; a machine that is busy, and memory that is cleaned up meanwhile, cost more now and then. */
const MOST_GROWTH = 3;

/**
 * Doubles a text from 8 KB to 1 MB, and expects the processor time of `work` to grow with it.
 *
 * What is too slow is measured again: noise only ever adds. It stops at the first size that takes too long, so that a hang shows as a failure.
 */
export function expectLinear(shape: (length: number) => string, work: (text: string) => unknown): void {
	let before = NOISE_MS;
	for (let length = FIRST; length <= LAST; length *= 2) {
		const text = shape(length);
		const most = Math.max(before, NOISE_MS) * MOST_GROWTH;
		let spent = Number.POSITIVE_INFINITY;
		for (let tries = 0; tries < 3 && spent > most; tries++)
			spent = Math.min(
				spent,
				cpuMs(() => work(text)),
			);
		expect(spent, `${text.length} characters, after ${Math.round(before)} ms for half of them`).toBeLessThan(most);
		before = spent;
	}
}

function cpuMs(work: () => unknown): number {
	const started = process.threadCpuUsage();
	work();
	const { user, system } = process.threadCpuUsage(started);
	return (user + system) / 1000;
}
