import { SetupError } from '../shared/setupError.mts';
import { waitUntil } from '../shared/waitUntil.mts';

/** Looks into another Node process. */
export interface Inspector {
	/** Bytes that are in use once everything that nobody needs has been collected. */
	usedBytes(): Promise<number>;
	/**
	 * The most time of the processor that its main thread took between two looks of a timer, since the last call: for so long it answered nobody.
	 *
	 * Unlike the time that an answer takes, it does not grow when the machine does other things too.
	 */
	longestStretchMs(): Promise<number>;
	close(): void;
}

const watchStretches = `
(() => {
	const cpuMs = () => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000; };
	let before = cpuMs();
	let longest = 0;
	setInterval(() => { const now = cpuMs(); longest = Math.max(longest, now - before); before = now; }, 1).unref();
	globalThis.readLongestStretch = () => { const read = longest; longest = 0; return read; };
})()`;

/**
 * Opens the inspector of a Node process that was started with `--inspect-port`; the process need not have been told to open it.
 *
 * What the operating system calls the memory of a process says little: freed memory is given back when it suits.
 */
export async function openInspector(pid: number, inspectPort: number): Promise<Inspector> {
	process.kill(pid, 'SIGUSR1');
	const listUrl = `http://127.0.0.1:${inspectPort}/json/list`;
	const list = async () =>
		(await fetch(listUrl).then(async (response) => await response.json())) as Array<{ webSocketDebuggerUrl: string }>;
	await waitUntil("n8n's inspector", async () => (await list().catch(() => [])).length > 0, { timeoutMs: 20_000 });
	const [target] = await list();
	if (target === undefined) throw new SetupError('The inspector of n8n names no target.', 'Run the script again.');
	const socket = new WebSocket(target.webSocketDebuggerUrl);
	const waiting = new Map<number, (result: unknown) => void>();
	socket.addEventListener('message', ({ data }) => {
		const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
		if (id !== undefined) waiting.get(id)?.(result);
	});
	await new Promise((resolve, reject) => {
		socket.addEventListener('open', resolve, { once: true });
		socket.addEventListener('error', reject, { once: true });
	});
	let last = 0;
	const send = async (method: string, params: object = {}) =>
		await new Promise<unknown>((resolve) => {
			waiting.set(++last, resolve);
			socket.send(JSON.stringify({ id: last, method, params }));
		});
	const evaluate = async (expression: string) =>
		((await send('Runtime.evaluate', { expression, returnByValue: true })) as { result: { value?: unknown } }).result.value;
	await evaluate(watchStretches);
	return {
		usedBytes: async () => {
			// What finalizers let go is collected by the next round only.
			for (let round = 0; round < 3; round++) await send('HeapProfiler.collectGarbage');
			return ((await send('Runtime.getHeapUsage')) as { usedSize: number }).usedSize;
		},
		longestStretchMs: async () => Number(await evaluate('globalThis.readLongestStretch()')),
		close: () => socket.close(),
	};
}
