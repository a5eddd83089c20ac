import type { AskOptions } from '../../endpoint/endpoint';
import { endOfTime } from '../../endpoint/timeLimit';
import { joinSignals } from '../../joinSignals';
import { ToolUseError } from './errors';

/**
 * Lets tools work no longer than the clone's timeout and the run's deadline, which end tools as they end requests.
 *
 * @throws ToolUseError when that time is over; whatever `options.signal.reason` is when aborted.
 */
export async function inToolTime<Result>(
	options: AskOptions,
	callCount: () => number,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	checkTime(options, callCount());
	const leftMs = endOfTime(options).endsAt - Date.now();
	const ended = new AbortController();
	const timer = setTimeout(() => ended.abort(outOfTime(options, callCount())), Math.min(leftMs, 2 ** 31 - 1));
	const joined = joinSignals(options.signal, ended.signal);
	try {
		return await work(joined.signal);
	} finally {
		clearTimeout(timer);
		joined.release();
	}
}

/** @throws ToolUseError when the clone's time is over. */
export function checkTime(options: AskOptions, callCount: number): void {
	if (endOfTime(options).endsAt <= Date.now()) throw outOfTime(options, callCount);
}

function outOfTime(options: AskOptions, callCount: number): ToolUseError {
	const isDeadline = endOfTime(options).ending === 'runDeadline';
	const whose = isDeadline
		? 'The deadline of the run came'
		: `The clone's time of ${Number((options.timeoutMs / 1000).toPrecision(3))} s ran out`;
	return new ToolUseError(
		'timeout',
		`${whose} while it was working with tools (${callCount === 1 ? '1 call' : `${callCount} calls`} made).`,
		`Set a ${isDeadline ? 'later Deadline' : 'longer Clone Timeout'}, a shorter Tool Timeout or fewer Tool Steps.`,
	);
}
