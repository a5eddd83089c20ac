import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../shared/freePort.mts';
import { requireCommand, startService, takesConnections, type OnSpawn, type RunningService } from '../shared/startService.mts';
import { commonPath } from './commonPath.mts';

export interface HaproxyOptions {
	/** Settings and log lie in it. */
	readonly folder: string;
	/** Base URLs of model servers, all with the same path. */
	readonly servers: readonly string[];
	/** One of this machine at which others reach it, beside loopback. */
	readonly address?: string;
	readonly onSpawn?: OnSpawn;
}

/** A server is asked by all n8n processes together no more often than this at once. */
const mostPerServer = 256;

/**
 * One address for several model servers, as docs/scale-out.md has it.
 *
 * @throws SetupError where one is asked over https, or at another path than the others.
 */
export async function startHaproxy(options: HaproxyOptions): Promise<RunningService & { readonly baseUrl: string }> {
	requireCommand('haproxy', 'HAProxy', 'haproxy');
	const { folder, servers, address, onSpawn } = options;
	const pathname = commonPath(servers);
	const port = await freePort();
	const file = join(folder, 'haproxy.cfg');
	await writeFile(file, settingsOf(port, options));
	const service = await startService({
		...{ name: 'HAProxy', command: 'haproxy', args: ['-db', '-f', file], logFile: join(folder, 'haproxy.log') },
		isReady: async () => await takesConnections(port),
		...(onSpawn && { onSpawn }),
	});
	return { ...service, baseUrl: `http://${address ?? '127.0.0.1'}:${port}${pathname}` };
}

const settingsOf = (port: number, { servers, address }: HaproxyOptions): string => `\
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
  option abortonclose
listen models
  bind 127.0.0.1:${port}${address === undefined ? '' : `\n  bind ${address}:${port}`}
  balance leastconn
${servers.map((server, index) => `  server s${index} ${hostOf(server)} check inter 500 maxconn ${mostPerServer}`).join('\n')}
`;

/** HAProxy knows no default port. */
function hostOf(server: string): string {
	const { hostname, port } = new URL(server);
	return `${hostname}:${port === '' ? '80' : port}`;
}
