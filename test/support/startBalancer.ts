import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands before several servers under one address. */
export interface Balancer {
	/** Ends in `/v1`. */
	readonly baseUrl: string;
	close(): Promise<void>;
}

/**
 * Balances connections as HAProxy does in its TCP mode: least connections first, a server that refuses is passed over.
 *
 * When a server goes away, the connections to it are reset, whatever was under way on them.
 */
export async function startBalancer(addresses: readonly string[]): Promise<Balancer> {
	const ports = addresses.map((address) => Number(new URL(address).port));
	const open = ports.map(() => 0);
	const sockets = new Set<Socket>();
	const join = (client: Socket, tried: ReadonlySet<number> = new Set()): void => {
		const [index] = ports
			.map((_, each) => each)
			.filter((each) => !tried.has(each))
			.sort((left, right) => (open[left] ?? 0) - (open[right] ?? 0));
		const port = index === undefined ? undefined : ports[index];
		if (index === undefined || port === undefined) return void client.destroy();
		open[index] = (open[index] ?? 0) + 1;
		const server = connect({ port, host: '127.0.0.1' });
		sockets.add(server);
		let isConnected = false;
		server.once('connect', () => {
			isConnected = true;
			client.pipe(server).pipe(client);
		});
		server.on('error', () => {});
		server.once('close', () => {
			open[index] = (open[index] ?? 1) - 1;
			if (isConnected) client.resetAndDestroy();
			else join(client, new Set([...tried, index]));
		});
		client.once('close', () => server.destroy());
	};
	const server: Server = createServer((client) => {
		sockets.add(client.on('error', () => {}));
		join(client);
	});
	await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, resolve));
	return {
		baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
