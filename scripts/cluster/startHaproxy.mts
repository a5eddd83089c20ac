import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../shared/freePort.mts';
import { requireCommand, startService, takesConnections, type RunningService } from './startService.mts';

/** Whoever is behind it is asked by all n8n processes together no more often than this at once. */
const mostPerServer = 256;

/** One address for several model servers, as docs/scale-out.md has it. */
export async function startHaproxy(folder: string, addresses: readonly string[]): Promise<RunningService & { readonly baseUrl: string }> {
	requireCommand('haproxy', 'HAProxy', 'haproxy');
	const port = await freePort();
	const file = join(folder, 'haproxy.cfg');
	await writeFile(file, settingsOf(port, addresses));
	const isReady = async () => await takesConnections(port);
	const service = await startService({
		name: 'HAProxy',
		command: 'haproxy',
		args: ['-db', '-f', file],
		logFile: join(folder, 'haproxy.log'),
		isReady,
	});
	const { pathname } = new URL(addresses[0] ?? '');
	return { ...service, baseUrl: `http://127.0.0.1:${port}${pathname.replace(/\/$/, '')}` };
}

const settingsOf = (port: number, addresses: readonly string[]): string => `\
global
  maxconn 4096
  tune.bufsize 262144
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
${addresses.map((address, index) => `  server s${index} ${new URL(address).host} check inter 500 maxconn ${mostPerServer}`).join('\n')}
`;
