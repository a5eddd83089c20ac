import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findGroupPlace, listGroupPlaces, openMemoryGroup, type MemoryGroup } from '../../../../nodes/engine/sandbox/python/memoryGroup';

describe('The places of memory groups', () => {
	let root: string;
	beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'groups-'))));
	afterEach(() => rmSync(root, { recursive: true, force: true }));

	function makeUnified(path: string, passesOn: string): void {
		mkdirSync(join(root, path), { recursive: true });
		writeFileSync(join(root, path, 'cgroup.subtree_control'), passesOn);
	}

	it('are none where the process belongs to no group that limits memory', () => {
		expect(listGroupPlaces(root, '')).toEqual([]);
		expect(listGroupPlaces(root, '3:cpu,cpuacct:/docker/a\n1:name=systemd:/docker/a\n')).toEqual([]);
	});

	it('are its own group and the one around it, where these pass memory on', () => {
		makeUnified('system.slice', 'cpu memory pids\n');
		makeUnified('system.slice/n8n.service', 'cpu pids\n');
		expect(listGroupPlaces(root, '0::/system.slice/n8n.service\n').map(({ folder }) => folder)).toEqual([join(root, 'system.slice')]);
		makeUnified('system.slice/n8n.service', 'memory\n');
		expect(listGroupPlaces(root, '0::/system.slice/n8n.service\n').map(({ folder }) => folder)).toEqual([
			join(root, 'system.slice/n8n.service'),
			join(root, 'system.slice'),
		]);
	});

	it('are those of version 1 where version 2 does not limit memory', () => {
		makeUnified('.', 'hugetlb\n');
		const groups = '12:pids:/docker/a\n4:cpu,memory:/docker/a\n0::/\n';
		expect(listGroupPlaces(root, groups).map(({ folder }) => folder)).toEqual([join(root, 'memory/docker/a')]);
	});
});

const place = findGroupPlace();

describe.skipIf(place === undefined)('A memory group of this host', () => {
	let group: MemoryGroup;
	beforeEach(() => void (group = openMemoryGroup(96 * 1024 * 1024)!));
	afterEach(async () => await group.remove());

	/** Waits for a line before it does what it is told, as the harness does. */
	async function runInside(program: string): Promise<number | null> {
		const child = spawn('python3', ['-c', `import os, sys\nsys.stdin.readline()\n${program}`], { stdio: ['pipe', 'ignore', 'ignore'] });
		await group.takeIn(child.pid!);
		child.stdin.end('go\n');
		const [code] = (await once(child, 'exit')) as [number | null];
		return code;
	}

	it('lets a process be that holds little', async () => {
		expect(await runInside('kept = bytearray(b"x" * (8 << 20))')).toBe(0);
		expect(group.ranOut).toBe(false);
	});

	it('ends a process that holds too much together with its children', async () => {
		const each = 'kept = bytearray(b"x" * (40 << 20))';
		const program = `children = []\nfor _ in range(6):\n  child = os.fork()\n  if child == 0:\n    ${each}\n    import time; time.sleep(2); os._exit(0)\n  children.append(child)\nsys.exit(sum(os.waitpid(child, 0)[1] != 0 for child in children))`;
		expect(await runInside(program)).not.toBe(0);
		expect(group.ranOut).toBe(true);
	});

	it('holds what its members start', async () => {
		const file = join(mkdtempSync(join(tmpdir(), 'groups-')), 'own');
		await runInside(
			`child = os.fork()\nif child == 0:\n  open(${JSON.stringify(file)}, 'w').write(open('/proc/self/cgroup').read())\nelse: os.wait()`,
		);
		expect(readFileSync(file, 'utf8')).toContain(group.folder.slice(group.folder.lastIndexOf('/')));
	});

	it('is gone from the host once its processes are', async () => {
		await runInside('pass');
		await group.remove();
		expect(existsSync(group.folder)).toBe(false);
	});
});
