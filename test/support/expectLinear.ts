import { expect } from 'vitest';

/** Made four times as long three times, this is a million. */
const FIRST = 15_626;
const LAST = 1_000_064;
/** What takes less is lost in the noise of a machine that does other things too. */
const NOISE_MS = 100;
const STEP = 4;
/** Work that grows with the square of the length takes 16 times as long; a machine that is busy, and memory that is cleaned up meanwhile, cost more now and then. */
const MOST_GROWTH = 6;

/**
 * Makes a text four times as long from 16 KB to 1 MB, and expects the processor time of `work` to grow with it.
 *
 * What is too slow is measured again: noise only ever adds. It stops at the first size that takes too long, so that a hang shows as a failure.
 */
export function expectLinear(shape: (length: number) => string, work: (text: string) => unknown): void {
	let before = NOISE_MS;
	for (let length = FIRST; length <= LAST; length *= STEP) {
		const text = shape(length);
		const most = Math.max(before, NOISE_MS) * MOST_GROWTH;
		let spent = Number.POSITIVE_INFINITY;
		for (let tries = 0; tries < 3 && spent > most; tries++)
			spent = Math.min(
				spent,
				cpuMs(() => work(text)),
			);
		expect(spent, `${text.length} characters, after ${Math.round(before)} ms for a quarter of them`).toBeLessThan(most);
		before = spent;
	}
}

function cpuMs(work: () => unknown): number {
	const started = process.threadCpuUsage();
	work();
	const { user, system } = process.threadCpuUsage(started);
	return (user + system) / 1000;
}
