import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EndpointError } from '../../../../../nodes/engine/endpoint/endpointError';
import type { AskOptions, ChatAnswer } from '../../../../../nodes/engine/endpoint/endpoint';
import { endOfTime } from '../../../../../nodes/engine/endpoint/timeLimit';
import { ToolUseError } from '../../../../../nodes/engine/fanout/tools/errors';
import { GuidedTime } from '../../../../../nodes/engine/fanout/tools/guided/guidedTime';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const S = 1000;
const aborting = new AbortController();
const limits = [
	['Clone Timeout', { timeoutMs: 300 * S }],
	['Deadline', { timeoutMs: 900 * S, deadlineAt: 300 * S }],
] as const;

/** After questions that took so long each, one after the other, and with so much time gone. */
function after(questionsMs: readonly number[], goneMs: number, limit: object = limits[0][1]): GuidedTime {
	const answers = questionsMs.map((durationMs) => ({ timing: { startedAt: '', durationMs } }) as ChatAnswer);
	const time = new GuidedTime(answers, () => 0);
	vi.setSystemTime(0);
	time.begin({ signal: aborting.signal, ...limit } as AskOptions);
	vi.setSystemTime(goneMs);
	return time;
}

describe.each(limits)('the time of a guided clone that %s ends', (_, limit) => {
	it('begins no step after three fifths of it', () => {
		expect(after([], 170 * S, limit).isShort).toBe(false);
		expect(after([], 190 * S, limit).isShort).toBe(true);
	});

	it.each([
		['begins a step, and asks, where twice the time of the slowest question is left', [80, 20], 100, true],
		['begins none, and asks nothing, where less than that is left', [20, 80], 150, false],
	])('%s', (__, seconds, gone, isEnough) => {
		const time = after(
			seconds.map((each) => each * S),
			gone * S,
			limit,
		);
		expect(time.isShort).toBe(!isEnough);
		if (isEnough) expect(() => time.toLookUp()).not.toThrow();
		else expect(() => time.toLookUp()).toThrow(ToolUseError);
		expect(endOfTime(time.toAnswer()).endsAt).toBe(300 * S);
	});

	it('keeps a quarter back from what is looked up, or what the slowest question took where that is more', () => {
		expect(endOfTime(after([], 10 * S, limit).toLookUp()).endsAt).toBe(225 * S);
		expect(after([], 10 * S, limit).leftToLookUpMs).toBe(215 * S);
		expect(endOfTime(after([100 * S], 100 * S, limit).toLookUp()).endsAt).toBe(200 * S);
	});

	it('knows what it kept back from the end of it all', () => {
		const [outOfTools, late] = [new ToolUseError('timeout', 'Late.', 'Wait.'), errorOf('cloneTimeout')];
		for (const error of [outOfTools, late, errorOf('runDeadline')]) {
			expect(after([], 225 * S, limit).isKeptBack(error)).toBe(true);
			expect(after([], 300 * S, limit).isKeptBack(error)).toBe(false);
		}
		expect(after([], 225 * S, limit).isKeptBack(errorOf('unreachable'))).toBe(false);
	});
});

function errorOf(kind: string): EndpointError {
	return new EndpointError({ kind, message: 'It went wrong.', advice: 'Look.' } as ConstructorParameters<typeof EndpointError>[0], 1, []);
}
