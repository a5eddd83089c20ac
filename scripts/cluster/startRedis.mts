import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../shared/freePort.mts';
import { requireCommand, startService, takesConnections, type OnSpawn, type RunningService } from '../shared/startService.mts';

export interface RunningRedis extends RunningService {
	readonly port: number;
	readonly password: string;
}

/** n8n's queue, in memory only. `address` is one of this machine at which others reach it, beside loopback. */
export async function startRedis(folder: string, address: string | undefined, onSpawn: OnSpawn): Promise<RunningRedis> {
	requireCommand('redis-server', 'Redis', 'redis-server');
	const port = await freePort();
	const password = randomBytes(18).toString('hex');
	const file = join(folder, 'redis.conf');
	const lines = [
		`port ${port}`,
		`bind ${['127.0.0.1', ...(address === undefined ? [] : [address])].join(' ')}`,
		`requirepass ${password}`,
		'save ""',
		'appendonly no',
		`dir "${folder}"`,
	];
	// In a file: every user of the machine sees what a command was called with.
	await writeFile(file, lines.join('\n'), { mode: 0o600 });
	const service = await startService({
		...{ name: 'Redis', command: 'redis-server', args: [file], logFile: join(folder, 'redis.log'), onSpawn },
		isReady: async () => await takesConnections(port),
	});
	return { ...service, port, password };
}
