import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server that answers nobody before so many are waiting: who gets through was there at the same time as the others. */
export interface Gate {
	readonly address: string;
	readonly peak: number;
	readonly inFlight: number;
	/** Paths with their queries, in the order in which they came. */
	readonly asked: readonly string[];
	/** Resolves when `condition` holds; it is looked at whenever somebody comes or goes. */
	until(condition: () => boolean): Promise<void>;
	close(): Promise<void>;
}

/** `together` says for a path how many must be waiting; `answer` what they get. */
export async function startGate(together: (path: string) => number, answer: (path: string) => string): Promise<Gate> {
	const waiting = new Map<string, Array<() => void>>();
	const asked: string[] = [];
	const watchers = new Set<() => void>();
	const counts = { inFlight: 0, peak: 0 };
	const notify = () => {
		for (const look of [...watchers]) look();
	};
	const receive = (request: IncomingMessage, response: ServerResponse) => {
		const url = request.url ?? '/';
		const { pathname } = new URL(url, 'http://gate');
		asked.push(url);
		counts.inFlight++;
		counts.peak = Math.max(counts.peak, counts.inFlight);
		response.once('close', () => {
			counts.inFlight--;
			notify();
		});
		const queue = [...(waiting.get(pathname) ?? []), () => response.writeHead(200, { 'content-type': 'text/plain' }).end(answer(url))];
		waiting.set(pathname, queue);
		if (queue.length >= together(pathname)) {
			waiting.delete(pathname);
			for (const open of queue) open();
		}
		notify();
	};
	const server = createServer(receive);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		get peak() {
			return counts.peak;
		},
		get inFlight() {
			return counts.inFlight;
		},
		asked,
		until: async (condition) => {
			if (condition()) return;
			await new Promise<void>((resolve) => {
				const look = () => {
					if (!condition()) return;
					watchers.delete(look);
					resolve();
				};
				watchers.add(look);
			});
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
