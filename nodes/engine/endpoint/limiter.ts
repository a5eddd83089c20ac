import pLimit, { type LimitFunction } from 'p-limit';

/** How many clones may be with one server at once, whichever run they belong to. */
export interface Limiter {
	/** Nobody waits and one more may start: `start` runs its task without a queue. */
	readonly hasRoom: boolean;
	/** Runs `task` when its turn comes, whatever happens meanwhile. */
	start<Result>(task: () => Promise<Result>): Promise<Result>;
	/**
	 * Runs `task` when its turn comes.
	 *
	 * A task whose signal is aborted while it waits leaves at once and never runs; `onLeave` says what to throw.
	 */
	queue<Result>(task: () => Promise<Result>, signal: AbortSignal, onLeave: () => unknown): Promise<Result>;
	readonly clonesAtOnce: number;
	readonly active: number;
}

const limits = new Map<string, LimitFunction>();

/**
 * The one limiter of an address in this process, shared by all runs.
 *
 * The last caller's number holds for everyone; without one it stays as it was, and is unlimited at first. Lowering it
 * stops nobody who is already with the server.
 */
export function limiterFor(baseUrl: string, clonesAtOnce?: number): Limiter {
	let limit = limits.get(baseUrl);
	if (limit === undefined) limits.set(baseUrl, (limit = pLimit(clonesAtOnce ?? Number.POSITIVE_INFINITY)));
	else if (clonesAtOnce !== undefined && limit.concurrency !== clonesAtOnce) limit.concurrency = clonesAtOnce;
	return wrap(limit);
}

function wrap(limit: LimitFunction): Limiter {
	return {
		get clonesAtOnce() {
			return limit.concurrency;
		},
		get active() {
			return limit.activeCount;
		},
		get hasRoom() {
			return limit.activeCount + limit.pendingCount < limit.concurrency;
		},
		start: async (task) => await limit(task),
		queue: async (task, signal, onLeave) => {
			if (signal.aborted) throw onLeave();
			return await new Promise((resolve, reject) => {
				const leave = () => reject(onLeave());
				signal.addEventListener('abort', leave, { once: true });
				const start = async () => {
					signal.removeEventListener('abort', leave);
					if (signal.aborted) return;
					await task().then(resolve, reject);
				};
				void limit(start);
			});
		},
	};
}
