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
	callsMade: () => number,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	checkTime(options, callsMade());
	const leftMs = endOfTime(options).endsAt - Date.now();
	const ended = new AbortController();
	const timer = setTimeout(() => ended.abort(outOfTime(options, callsMade())), Math.min(leftMs, 2 ** 31 - 1));
	const joined = joinSignals(options.signal, ended.signal);
	try {
		return await work(joined.signal);
	} finally {
		clearTimeout(timer);
		joined.release();
	}
}

/** @throws ToolUseError when the clone's time is over. */
export function checkTime(options: AskOptions, callsMade: number): void {
	if (endOfTime(options).endsAt <= Date.now()) throw outOfTime(options, callsMade);
}

function outOfTime(options: AskOptions, callsMade: number): ToolUseError {
	const isDeadline = endOfTime(options).ending === 'runDeadline';
	const whose = isDeadline
		? 'The deadline of the run came'
		: `The clone's time of ${Number((options.timeoutMs / 1000).toPrecision(3))} s ran out`;
	return new ToolUseError(
		'timeout',
		`${whose} while it was working with tools (${callsMade === 1 ? '1 call' : `${callsMade} calls`} made).`,
		`Set a ${isDeadline ? 'later Deadline' : 'longer Clone Timeout'}, a shorter Tool Timeout or fewer Tool Steps.`,
	);
}
