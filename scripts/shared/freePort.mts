import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that Linux, macOS and Windows give to outgoing connections and to servers that ask for any port. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
/** Two servers that are about to start never get the same one. */
const given = new Set<number>();

/**
 * A port on loopback that nothing listens on right now.
 *
 * It is drawn at random from those that no system hands out by itself, since minutes may pass until a server listens there.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(LOWEST, HIGHEST);
		if (given.has(port)) continue;
		given.add(port);
		if (await isPortFree(port)) return port;
	}
}

/** Whether this port on loopback can be listened on. */
export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
	const server = createServer();
	return await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false));
		server.listen(port, host, () => server.close(() => resolve(true)));
	});
}
