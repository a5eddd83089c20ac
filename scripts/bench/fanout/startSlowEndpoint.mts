import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { EndpointCounts } from './slowEndpoint.mts';

export interface SlowEndpoint {
	/** Ends in /v1. */
	readonly baseUrl: string;
	reset(): Promise<void>;
	counts(): Promise<EndpointCounts>;
	stop(): Promise<void>;
}

/** Starts, in a process of its own, an endpoint that answers every chat after the same time and counts. */
export async function startSlowEndpoint(answerAfterMs: number): Promise<SlowEndpoint> {
	const child = fork(fileURLToPath(new URL('slowEndpoint.mts', import.meta.url)), [String(answerAfterMs)]);
	const [message] = (await once(child, 'message')) as [{ port: number }];
	const address = `http://127.0.0.1:${message.port}`;
	return {
		baseUrl: `${address}/v1`,
		reset: async () => void (await (await fetch(`${address}/reset`)).text()),
		counts: async () => (await (await fetch(`${address}/counts`)).json()) as EndpointCounts,
		async stop() {
			child.kill();
			if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
		},
	};
}
