/**
 * The most time of the processor, in milliseconds, that this thread took at a stretch while `work` was done: for so long nothing else got its turn.
 *
 * Unlike the clock's time it does not grow on a machine that does other things too.
 */
export async function longestStretch(work: () => Promise<unknown>): Promise<number> {
	let longest = 0;
	let before = cpuMs();
	const look = () => {
		const now = cpuMs();
		longest = Math.max(longest, now - before);
		before = now;
	};
	const timer = setInterval(look, 1);
	try {
		await work();
	} finally {
		clearInterval(timer);
		look();
	}
	return longest;
}

function cpuMs(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}
