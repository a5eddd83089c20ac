import { readdir, readFile } from 'node:fs/promises';

const everyMs = 25;
const mostProcesses = 200;

/**
 * Watches what a process holds together with everything that it started, and tells once when that is more than it may be. Gives what ends the watch.
 *
 * Pages that several share count once, where the host tells so. What grows between two looks is seen by the second: no wall, a sum that is looked at every 25 ms.
 */
export function watchMemory(pid: number, mostBytes: number, onTooMuch: () => void): () => void {
	let ended = false;
	let timer: NodeJS.Timeout | undefined;
	const look = async () => {
		const tooMuch = await holdsMore(pid, mostBytes);
		if (ended) return;
		if (tooMuch) onTooMuch();
		else timer = setTimeout(() => void look(), everyMs);
	};
	void look();
	return () => {
		ended = true;
		clearTimeout(timer);
	};
}

/** The cheap sum counts shared pages for each that shares them: only where it is too much, the exact one is asked for. */
async function holdsMore(pid: number, mostBytes: number): Promise<boolean> {
	const processes = await listTree(pid);
	const resident = await Promise.all(
		processes.map(async (one) => await readKilobytes(`/proc/${one}/status`, /^Rss(?:Anon|Shmem):\s+(\d+)/gm)),
	);
	if (sum(resident) * 1024 <= mostBytes) return false;
	const proportional = await Promise.all(
		processes.map(async (one, index) => (await readKilobytes(`/proc/${one}/smaps_rollup`, /^Pss:\s+(\d+)/gm)) || (resident[index] ?? 0)),
	);
	return sum(proportional) * 1024 > mostBytes;
}

/** The process and all its descendants; one that loses its parent goes to the first process of the sandbox, which is one of them. */
export async function listTree(pid: number): Promise<readonly number[]> {
	const known = [pid];
	for (let index = 0; index < known.length && known.length < mostProcesses; index++) known.push(...(await listChildren(known[index] ?? 0)));
	return known;
}

async function listChildren(pid: number): Promise<readonly number[]> {
	try {
		const threads = await readdir(`/proc/${pid}/task`);
		const lists = await Promise.all(threads.map(async (thread) => await readText(`/proc/${pid}/task/${thread}/children`)));
		return lists.flatMap((list) =>
			list
				.split(' ')
				.filter((one) => one !== '')
				.map(Number),
		);
	} catch {
		return [];
	}
}

async function readKilobytes(file: string, line: RegExp): Promise<number> {
	const text = await readText(file);
	return sum([...text.matchAll(line)].map(([, kilobytes]) => Number(kilobytes)));
}

/** What is gone, or not shown, holds nothing. */
async function readText(file: string): Promise<string> {
	return await readFile(file, 'utf8').catch(() => '');
}

function sum(values: readonly number[]): number {
	return values.reduce((total, each) => total + each, 0);
}
