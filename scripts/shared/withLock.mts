import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while no other process that asks for the same lock folder runs its own.
 *
 * A lock whose owner is gone is taken over, so that a killed set-up blocks nobody. `onWait` is told once.
 */
export async function withLock<Result>(
	lockFolder: string,
	work: () => Promise<Result>,
	onWait?: (ownerPid: number | undefined) => void,
): Promise<Result> {
	await mkdir(dirname(lockFolder), { recursive: true });
	let told = false;
	while (!(await take(lockFolder))) {
		const owner = await readOwner(lockFolder);
		if (owner !== undefined && !isAlive(owner)) {
			await rm(lockFolder, { recursive: true, force: true });
			continue;
		}
		if (!told) onWait?.(owner);
		told = true;
		await sleep(500);
	}
	try {
		return await work();
	} finally {
		await rm(lockFolder, { recursive: true, force: true });
	}
}

async function take(lockFolder: string): Promise<boolean> {
	try {
		await mkdir(lockFolder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
	await writeFile(join(lockFolder, 'pid'), String(process.pid));
	return true;
}

async function readOwner(lockFolder: string): Promise<number | undefined> {
	// Right after mkdir the file is not there yet: give the owner a moment before calling the lock nobody's.
	for (let look = 0; look < 10; look++) {
		const text = await readFile(join(lockFolder, 'pid'), 'utf8').catch(() => '');
		if (text !== '') return Number(text);
		await sleep(50);
	}
	return 2 ** 30; // no process has this id
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
