import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './setupError.mts';

export interface WaitOptions {
	readonly timeoutMs: number;
	/** How long to rest between two looks. */
	readonly everyMs?: number;
	readonly signal?: AbortSignal;
	/** The process that is to become ready: when it ends, so does the wait. */
	readonly child?: ChildProcess;
	/** The child's last words, quoted when it dies. */
	readonly tail?: () => string;
	/** What to do about it when it never becomes ready. */
	readonly advice?: string;
}

/**
 * Waits until `isReady` says true.
 *
 * @throws SetupError when the time is up, or at once when the watched child process has ended.
 */
export async function waitUntil(what: string, isReady: () => Promise<boolean>, options: WaitOptions): Promise<void> {
	const startedAt = Date.now();
	const advice = options.advice ?? 'Look at the lines above for the reason, then try again.';
	for (;;) {
		options.signal?.throwIfAborted();
		const { child } = options;
		if (child && (child.exitCode !== null || child.signalCode !== null)) {
			// Its reason was written since the last look.
			await isReady().catch(() => false);
			const ended = child.exitCode !== null ? `exit code ${child.exitCode}` : child.signalCode;
			throw new SetupError(`${what} ended before it was ready (${ended}). ${options.tail?.() ?? ''}`.trim(), advice);
		}
		if (await isReady()) return;
		const waitedMs = Date.now() - startedAt;
		if (waitedMs > options.timeoutMs) {
			throw new SetupError(`${what} was not ready after ${Math.round(waitedMs / 1000)} s. ${options.tail?.() ?? ''}`.trim(), advice);
		}
		await sleep(options.everyMs ?? 250, undefined, options.signal && { signal: options.signal });
	}
}

/** Whether a GET of this address is answered with success within `timeoutMs`. */
export async function isHealthy(url: string, timeoutMs = 2000): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
		await response.arrayBuffer();
		return response.ok;
	} catch {
		return false;
	}
}
