/** How long a clone may take. */
export interface Times {
	readonly timeoutMs: number;
	/** Epoch milliseconds from which `timeoutMs` counts; absent: now. */
	readonly startedAt?: number;
	/** Epoch milliseconds; absent: none. */
	readonly deadlineAt?: number;
}

/** When a clone's time is over, in epoch milliseconds, and whose time that is; it is the run's where both end together. */
export function endOfTime({ timeoutMs, startedAt = Date.now(), deadlineAt = Number.POSITIVE_INFINITY }: Times): {
	readonly endsAt: number;
	readonly ending: 'cloneTimeout' | 'runDeadline';
} {
	const timeoutAt = startedAt + timeoutMs;
	return deadlineAt <= timeoutAt ? { endsAt: deadlineAt, ending: 'runDeadline' } : { endsAt: timeoutAt, ending: 'cloneTimeout' };
}

/** What put an end to a clone's time. */
export type Ending = 'aborted' | 'cloneTimeout' | 'runDeadline';

export interface TimeLimit {
	/** Aborts at the first of: the caller's abort, the clone's timeout, the run's deadline. */
	readonly signal: AbortSignal;
	/** Why `signal` was aborted; undefined while there is time. */
	readonly ending: Ending | undefined;
	remainingMs(): number;
	/** Resolves after so long, or at once when time is over; never rejects. */
	wait(waitMs: number): Promise<void>;
	release(): void;
}

/** The longest a Node timer can wait; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Bounds everything one clone does: all its requests and waits. One timer and one listener, whatever the number of requests. */
export function startTimeLimit(caller: AbortSignal, times: Times): TimeLimit {
	const controller = new AbortController();
	const { endsAt, ending: late } = endOfTime(times);
	let ending: Ending | undefined;
	const end = (why: Ending) => {
		if (ending !== undefined) return;
		ending = why;
		controller.abort();
	};
	const abort = () => end('aborted');
	const expire = () => end(late);
	const timer =
		endsAt === Number.POSITIVE_INFINITY ? undefined : setTimeout(expire, Math.min(Math.max(0, endsAt - Date.now()), LONGEST_TIMER_MS));
	caller.addEventListener('abort', abort, { once: true });
	if (caller.aborted) abort();
	else if (endsAt <= Date.now()) expire();

	return {
		signal: controller.signal,
		get ending() {
			return ending;
		},
		remainingMs: () => Math.max(0, endsAt - Date.now()),
		wait: async (waitMs) => await waitUnlessAborted(waitMs, controller.signal),
		release: () => {
			clearTimeout(timer);
			caller.removeEventListener('abort', abort);
		},
	};
}

async function waitUnlessAborted(waitMs: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise<void>((resolve) => {
		const finish = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', finish);
			resolve();
		};
		const timer = setTimeout(finish, Math.min(waitMs, LONGEST_TIMER_MS));
		signal.addEventListener('abort', finish, { once: true });
	});
}
