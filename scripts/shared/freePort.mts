import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A port on loopback that nothing listens on right now. Somebody may take it before you do: use it at once. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	await new Promise<void>((resolve) => server.close(() => resolve()));
	return port;
}

/** Whether this port on loopback can be listened on. */
export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
	const server = createServer();
	return await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false));
		server.listen(port, host, () => server.close(() => resolve(true)));
	});
}
