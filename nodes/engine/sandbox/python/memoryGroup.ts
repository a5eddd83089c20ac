import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listTree } from './watchMemory';

/** The files of one version of Linux' control groups. */
interface Version {
	readonly limits: readonly string[];
	/** Set to 1 where the kernel can end the whole group at once. */
	readonly wholeGroup?: string;
	/** Counts the times that the kernel ended a process for want of memory. */
	readonly events: string;
}

const second: Version = { limits: ['memory.max'], wholeGroup: 'memory.oom.group', events: 'memory.events' };
const first: Version = { limits: ['memory.limit_in_bytes'], events: 'memory.oom_control' };

export interface GroupPlace {
	/** The folder that new groups are made in. */
	readonly folder: string;
	readonly version: Version;
}

const mount = '/sys/fs/cgroup';
const mostPasses = 20;
const removeTries = 40;
const removeEveryMs = 25;
let made = 0;

let found: { readonly place?: GroupPlace } | undefined;

/**
 * A group for one candidate, limited to so many bytes. Undefined where this host gives none, as most containers do: then only the watched sum holds.
 *
 * Where groups are made is found out once, by making one.
 */
export function openMemoryGroup(maxBytes: number): MemoryGroup | undefined {
	const place = findGroupPlace();
	if (place === undefined) return undefined;
	try {
		return MemoryGroup.make(place, maxBytes);
	} catch {
		return undefined;
	}
}

export function findGroupPlace(): GroupPlace | undefined {
	if (found === undefined) {
		const place = listGroupPlaces(mount, readOrEmpty('/proc/self/cgroup')).find((each) => canMake(each));
		found = place === undefined ? {} : { place };
	}
	return found.place;
}

/** Where groups that limit memory may be made, best first: inside and beside this process' own group of version 2, then inside that of version 1. */
export function listGroupPlaces(root: string, groups: string): GroupPlace[] {
	const lines = groups.split('\n').map((line) => /^\d+:([^:]*):(.*)$/.exec(line));
	const pathOf = (isMeant: (controllers: readonly string[]) => boolean) =>
		lines.find((line) => line !== null && isMeant((line[1] ?? '').split(',')))?.[2];
	const unified = pathOf(([controller]) => controller === '');
	const memory = pathOf((controllers) => controllers.includes('memory'));
	const folders = unified === undefined ? [] : [join(root, unified), join(root, unified, '..')];
	const passOnMemory = [...new Set(folders)].filter((folder) =>
		readOrEmpty(join(folder, 'cgroup.subtree_control')).split(/\s+/).includes('memory'),
	);
	return [
		...passOnMemory.map((folder) => ({ folder, version: second })),
		...(memory === undefined ? [] : [{ folder: join(root, 'memory', memory), version: first }]),
	];
}

function canMake(place: GroupPlace): boolean {
	try {
		rmdirSync(MemoryGroup.make(place, 64 * 1024 * 1024).folder);
		return true;
	} catch {
		return false;
	}
}

/** A control group of Linux that holds one candidate with everything that it starts: a wall, where the watched sum only looks. */
export class MemoryGroup {
	private constructor(
		readonly folder: string,
		private readonly version: Version,
	) {}

	/** @throws the system's own error where it may not be made. */
	static make({ folder, version }: GroupPlace, maxBytes: number): MemoryGroup {
		const group = join(folder, `shadow-clones-${process.pid}-${++made}`);
		mkdirSync(group);
		try {
			for (const limit of version.limits) writeFileSync(join(group, limit), String(maxBytes));
			// Older kernels have no such file; what was ended is counted all the same.
			if (version.wholeGroup !== undefined && existsSync(join(group, version.wholeGroup)))
				writeFileSync(join(group, version.wholeGroup), '1');
		} catch (error) {
			rmdirSync(group);
			throw error;
		}
		return new MemoryGroup(group, version);
	}

	/**
	 * Takes in a process with all that it has started.
	 *
	 * What a member starts later is a member from the start, so nothing gets out. Call it before the process is told what to run.
	 */
	async takeIn(pid: number): Promise<void> {
		for (let pass = 0; pass < mostPasses; pass++) {
			const members = readOrEmpty(join(this.folder, 'cgroup.procs')).split('\n');
			const outside = (await listTree(pid)).filter((each) => !members.includes(String(each)));
			if (outside.length === 0) return;
			for (const each of outside) this.add(each);
		}
	}

	/** Whether the kernel ended one of its processes because memory ran out. */
	get ranOut(): boolean {
		const [, count] = /^oom_kill (\d+)$/m.exec(readOrEmpty(join(this.folder, this.version.events))) ?? [];
		return Number(count ?? 0) > 0;
	}

	/** Removes it as soon as its last process is gone; a host that keeps one longer keeps an empty folder. */
	async remove(): Promise<void> {
		for (let tried = 0; tried < removeTries; tried++) {
			try {
				rmdirSync(this.folder);
				return;
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
			}
			await new Promise((resolve) => setTimeout(resolve, removeEveryMs).unref());
		}
	}

	/** A process that has ended meanwhile needs no group. */
	private add(pid: number): void {
		try {
			writeFileSync(join(this.folder, 'cgroup.procs'), String(pid));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
	}
}

function readOrEmpty(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}
