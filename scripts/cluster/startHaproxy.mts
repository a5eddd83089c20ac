import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../shared/freePort.mts';
import { SetupError } from '../shared/setupError.mts';
import { requireCommand, startService, takesConnections, type OnSpawn, type RunningService } from '../shared/startService.mts';

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
	const pathname = pathOf(servers);
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

function pathOf(servers: readonly string[]): string {
	const https = servers.find((server) => new URL(server).protocol === 'https:');
	if (https !== undefined)
		throw new SetupError(`HAProxy asks model servers over http here, and ${https} wants https.`, 'Name it alone, or only the others.');
	const [pathname = '', ...others] = new Set(servers.map(pathOfOne));
	if (others.length > 0)
		throw new SetupError(
			`Behind one address, all servers answer at the same path; these answer at ${[pathname, ...others].join(' and ')}.`,
			'Give all of them the same path, such as /v1.',
		);
	return pathname;
}

/** Without one, it is the usual path, as in the credential. */
const pathOfOne = (server: string): string => new URL(server).pathname.replace(/\/+$/, '') || '/v1';

/** HAProxy knows no default port. */
function hostOf(server: string): string {
	const { hostname, port } = new URL(server);
	return `${hostname}:${port === '' ? '80' : port}`;
}
