import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it, vi } from 'vitest';
import { identifyProcess } from '../../../scripts/shared/processIdentity.mts';
import { startService, takesConnections, type ServiceOptions } from '../../../scripts/shared/startService.mts';
import { listenOnNewPort } from '../../support/listenOnNewPort';
import { createServer } from 'node:http';

const folder = mkdtempSync(join(tmpdir(), 'start-service-'));
const logFile = join(folder, 'log');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const log = () => readFileSync(logFile, 'utf8');
const start = async (script: string, more: Partial<ServiceOptions> = {}) =>
	await startService({
		...{ name: 'The service', command: process.execPath, args: ['-e', script], logFile },
		isReady: () => Promise.resolve(log().includes('ready')),
		...more,
	});

/** Starts a child that stays when it is asked to end, and says who that is. */
const withChild = `
	const child = require('node:child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)"], { stdio: 'inherit' });
	console.log('child ' + child.pid);
	setInterval(() => {}, 1000);
`;

it('is told of the process before it is ready, and ends it with all that it started', async () => {
	const spawned: Array<readonly [string, number]> = [];
	const service = await start(withChild, { onSpawn: (name, pid) => spawned.push([name, pid]) });
	expect(spawned).toEqual([['The service', service.pid]]);
	const child = Number(/child (\d+)/.exec(log())?.[1]);
	expect(identifyProcess(child)).toBeDefined();
	await service.stop();
	await service.ended;
	expect([identifyProcess(service.pid), identifyProcess(child)]).toEqual([undefined, undefined]);
	await service.stop();
});

it('says the last lines of a service that ends before it is ready', async () => {
	await expect(start("console.log('no room'); process.exit(3)")).rejects.toThrow(/The service ended before it was ready.*no room/s);
});

it('says which program is not there', async () => {
	await expect(start('', { command: join(folder, 'nothing') })).rejects.toThrow(/The service could not be started.*nothing/);
});

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends with the process that started it, also by %s', async (signal) => {
	const starter = join(folder, 'starter.mts');
	const module = pathToFileURL(join(__dirname, '../../../scripts/shared/startService.mts')).href;
	const service = { name: 'The service', command: process.execPath, args: ['-e', "console.log('ready'); setInterval(() => {}, 1000)"] };
	writeFileSync(
		starter,
		`import { startService } from '${module}';
		import { readFileSync } from 'node:fs';
		const logFile = ${JSON.stringify(join(folder, `${signal}.log`))};
		const isReady = async () => readFileSync(logFile, 'utf8').includes('ready');
		const { pid } = await startService({ ...${JSON.stringify(service)}, logFile, isReady });
		console.log(pid);
		setInterval(() => {}, 1000);`,
	);
	const child = spawn(process.execPath, [starter], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [words] = (await once(child.stdout, 'data')) as [Buffer];
	const pid = Number(String(words));
	expect(identifyProcess(pid)).toBeDefined();
	child.kill(signal);
	await once(child, 'exit');
	await vi.waitFor(() => expect(identifyProcess(pid)).toBeUndefined());
});

it('looks at ports', async () => {
	const server = createServer();
	const port = await listenOnNewPort(server);
	expect(await takesConnections(port)).toBe(true);
	await new Promise((resolve) => server.close(resolve));
	expect(await takesConnections(port)).toBe(false);
});
