import { setTimeout as sleep } from 'node:timers/promises';

/** A page of a Chromium, steered by its own protocol. */
export interface Page {
	send(method: string, params?: object): Promise<unknown>;
	evaluate(expression: string): Promise<unknown>;
	/** Waits until the expression holds in the page, a minute at most. */
	until(expression: string): Promise<void>;
	close(): void;
}

export async function openPage(port: number): Promise<Page> {
	const pages = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as ReadonlyArray<{
		type: string;
		webSocketDebuggerUrl: string;
	}>;
	const socket = new WebSocket(pages.find(({ type }) => type === 'page')?.webSocketDebuggerUrl ?? '');
	await new Promise((resolve, reject) => {
		socket.addEventListener('open', resolve);
		socket.addEventListener('error', reject);
	});

	const waiting = new Map<number, (message: { result?: unknown; error?: { message: string } }) => void>();
	socket.addEventListener('message', ({ data }) => {
		const message = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
		if (message.id !== undefined) waiting.get(message.id)?.(message);
	});

	let lastId = 0;
	const send = async (method: string, params: object = {}) =>
		await new Promise<unknown>((resolve, reject) => {
			const id = ++lastId;
			waiting.set(id, ({ result, error }) => (error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`))));
			socket.send(JSON.stringify({ id, method, params }));
		});
	const evaluate = async (expression: string) => {
		const { result } = (await send('Runtime.evaluate', { expression, returnByValue: true })) as { result: { value?: unknown } };
		return result.value;
	};
	const until = async (expression: string) => {
		for (let tries = 0; tries < 240; tries++) {
			if ((await evaluate(`Boolean(${expression})`)) === true) return;
			await sleep(250);
		}
		throw new Error(`The page never came to hold: ${expression}`);
	};
	return { send, evaluate, until, close: () => socket.close() };
}
