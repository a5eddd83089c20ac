import pLimit, { type LimitFunction } from 'p-limit';

/** How many may be at work at once under one name, such as the clones of a node in all its runs. */
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
	/** To be called once by each who got it: the last one takes name and number along. What is under way goes on. */
	release(): void;
}

interface Shared {
	readonly limit: LimitFunction;
	users: number;
}

const shared = new Map<string, Shared>();

/**
 * The one limiter of a name in this process, for as long as somebody uses it.
 *
 * The last caller's number holds for everyone under that name; without one it stays as it was, and is unlimited at first. Lowering it
 * stops nobody who is already at work.
 */
export function limiterFor(name: string, clonesAtOnce?: number): Limiter {
	const known = shared.get(name) ?? { limit: pLimit(clonesAtOnce ?? Number.POSITIVE_INFINITY), users: 0 };
	shared.set(name, known);
	known.users++;
	if (clonesAtOnce !== undefined && known.limit.concurrency !== clonesAtOnce) known.limit.concurrency = clonesAtOnce;
	return wrap(known.limit, () => {
		if (--known.users === 0) shared.delete(name);
	});
}

function wrap(limit: LimitFunction, release: () => void): Limiter {
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
		release,
	};
}
