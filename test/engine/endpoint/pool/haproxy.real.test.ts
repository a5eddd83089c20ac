import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isHealthy, waitUntil } from '../../../../scripts/shared/waitUntil.mts';
import { runThroughKill } from '../../../support/runThroughKill';
import { startVllmDouble } from '../../../support/vllmDouble/index.ts';

const isHere = spawnSync('haproxy', ['-v']).status === 0;

/** Starts Debian's HAProxy before some servers, as docs/scale-out.md says. */
async function startHaproxy(addresses: readonly string[]): Promise<string> {
	const port = await freePort();
	const folder = mkdtempSync(join(tmpdir(), 'haproxy-'));
	const servers = addresses.map((address, index) => `  server s${index} ${new URL(address).host} check inter 500`).join('\n');
	const settings = `
global
  maxconn 4096
defaults
  mode http
  timeout connect 2s
  timeout client 10m
  timeout server 10m
  retries 3
  option redispatch 1
listen models
  bind 127.0.0.1:${port}
  balance leastconn
${servers}
`;
	writeFileSync(join(folder, 'haproxy.cfg'), settings);
	const haproxy = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: 'ignore' });
	onTestFinished(async () => {
		const ended = once(haproxy, 'exit');
		haproxy.kill();
		await ended;
		rmSync(folder, { recursive: true, force: true });
	});
	const baseUrl = `http://127.0.0.1:${port}/v1`;
	await waitUntil('HAProxy', async () => await isHealthy(`${baseUrl}/models`), { timeoutMs: 10_000, child: haproxy });
	return baseUrl;
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

describe.skipIf(!isHere)('a real HAProxy before two servers', () => {
	it.each([16, 64, 256])('loses none of %d clones when one server dies in the middle, and shares no retry', async (clones) => {
		const doubles = await Promise.all([0, 1].map(async () => await startVllmDouble({ stepMs: 'manual', answer: () => 'Well.' })));
		onTestFinished(async () => void (await Promise.all(doubles.map(async (double) => await double.close()))));
		const { receipt } = await runThroughKill(await startHaproxy(doubles.map(({ baseUrl }) => baseUrl)), doubles, clones);
		expect(receipt).toMatchObject({ asked: clones, answered: clones, missing: [] });
	});
});
