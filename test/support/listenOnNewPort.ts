import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Ports that doubles of this process have listened on. */
const used = new Set<number>();

/**
 * Listens on loopback, on a port that no double of this process had before (or on the one that is wanted), and resolves to it.
 *
 * The package remembers by address what a server refuses. The system gives the port of a closed double to a later one now and then, which would then be asked without a field that the test waits for.
 */
export async function listenOnNewPort(server: Server, wanted = 0): Promise<number> {
	for (;;) {
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject).listen({ port: wanted, host: '127.0.0.1', backlog: 4096 }, () => {
				server.off('error', reject);
				resolve();
			});
		});
		const { port } = server.address() as AddressInfo;
		if (wanted !== 0 || !used.has(port)) {
			used.add(port);
			return port;
		}
		await new Promise<void>((resolve) => server.close(() => resolve()));
	}
}
