import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { endStarted, listStarted } from '../../../scripts/cluster/startedHere.mts';
import { identifyProcess } from '../../../scripts/shared/processIdentity.mts';

let cache: string;
let state: string;
const children: ChildProcess[] = [];

beforeEach(() => {
	cache = mkdtempSync(join(tmpdir(), 'started-here-'));
	state = join(cache, 'n8n-nodes-shadow-clones', 'cluster-running');
	vi.stubEnv('XDG_CACHE_HOME', cache);
});

afterEach(() => {
	vi.unstubAllEnvs();
	for (const child of children.splice(0)) child.kill('SIGKILL');
	rmSync(cache, { recursive: true, force: true });
});

const start = (script = 'setInterval(() => {}, 1000)', detached = true): ChildProcess => {
	const child = spawn(process.execPath, ['-e', script], { detached, stdio: ['ignore', 'pipe', 'inherit'] });
	children.push(child);
	return child;
};
const runs = ({ pid }: ChildProcess) => identifyProcess(pid!) !== undefined;
const module = JSON.stringify(join(__dirname, '../../../scripts/cluster/startedHere.mts'));

/** A starter in a process of its own, with one service in a group of its own; it says the number of that. */
async function startStarter(onTerm: string): Promise<{ readonly starter: ChildProcess; readonly service: number }> {
	const starter = start(`
		import(${module}).then(({ noteStarts }) => {
			const started = noteStarts('cluster');
			const service = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
			started.noteProcess('Service', service.pid);
			started.noteFolder(${JSON.stringify(join(cache, 'data'))});
			process.on('SIGTERM', () => { ${onTerm} });
			console.log(service.pid);
		});
		setInterval(() => {}, 1000);
	`);
	mkdirSync(join(cache, 'data'));
	const [said] = (await once(starter.stdout!, 'data')) as [Buffer];
	return { starter, service: Number(String(said)) };
}

it('asks the starter to end what it has started', async () => {
	const { starter, service } = await startStarter('service.kill(); started.forget(); process.exit(0);');
	expect(listStarted()).toEqual(['cluster']);
	expect(await endStarted()).toEqual(['cluster']);
	expect([runs(starter), identifyProcess(service), existsSync(join(cache, 'data'))]).toEqual([false, undefined, false]);
	expect(await endStarted()).toEqual([]);
});

it('ends what is left where the starter was killed, and nothing else', async () => {
	const other = start();
	const { starter, service } = await startStarter('');
	starter.kill('SIGKILL');
	await once(starter, 'exit');
	expect(identifyProcess(service)).toBeDefined();
	expect(listStarted()).toEqual(['cluster']);
	await endStarted();
	expect([identifyProcess(service), runs(other), existsSync(join(cache, 'data'))]).toEqual([undefined, true, false]);
	expect(readdirSync(state)).toEqual([]);
});

it('leaves a process alone that only has the number of one that was started', async () => {
	const other = start();
	const { starter } = await startStarter('');
	const file = join(state, `${starter.pid}.json`);
	const noted = JSON.parse(readFileSync(file, 'utf8')) as { processes: object[] };
	const later = { ...identifyProcess(other.pid!)!, name: 'Redis', startedAt: 'another time' };
	writeFileSync(file, JSON.stringify({ ...noted, processes: [...noted.processes, later] }));
	starter.kill('SIGKILL');
	await once(starter, 'exit');
	await endStarted();
	expect(runs(other)).toBe(true);
});

it('takes a broken note for none', async () => {
	mkdirSync(state, { recursive: true });
	writeFileSync(join(state, '1.json'), '{"what":');
	expect(listStarted()).toEqual([]);
	expect(await endStarted()).toEqual([]);
});
