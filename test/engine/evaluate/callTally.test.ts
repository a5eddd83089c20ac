import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../../nodes/engine/endpoint/endpoint';
import { CallTally } from '../../../nodes/engine/evaluate/callTally';

const answer =
	(usage: ChatAnswer['usage'], attempts = 1) =>
	async (): Promise<ChatAnswer> => ({
		text: 'x',
		finishReason: 'stop',
		usage,
		timing: { startedAt: '', durationMs: 1 },
		attempts,
		model: 'm',
		raw: undefined,
	});

describe('what was asked of models', () => {
	it('adds up requests, retries among them, and tokens', async () => {
		const tally = new CallTally();
		await tally.count(answer({ promptTokens: 5, completionTokens: 2 }));
		await tally.count(answer({ promptTokens: 7, completionTokens: 1 }, 3));
		expect(tally.asked).toEqual({ asked: { requests: 4, tokens: { prompt: 12, completion: 3 } } });
	});

	it('leaves out a token count that the server did not give every time, for unknown is not zero', async () => {
		const tally = new CallTally();
		await tally.count(answer({ promptTokens: 5, completionTokens: 2 }));
		await tally.count(answer({ promptTokens: 7 }));
		expect(tally.asked).toEqual({ asked: { requests: 2, tokens: { prompt: 12 } } });
	});

	it('counts the attempts of what failed, and passes the failure on', async () => {
		const tally = new CallTally();
		const failure = Object.assign(new Error('no'), { attempts: 3 });
		await expect(tally.count(async () => await Promise.reject(failure))).rejects.toBe(failure);
		await expect(tally.count(async () => await Promise.reject(new Error('at once')))).rejects.toThrow('at once');
		expect(tally.asked).toEqual({ asked: { requests: 4, tokens: {} } });
	});

	it('tells each note of the answers once', async () => {
		const tally = new CallTally();
		const noted = async () => ({ ...(await answer({ promptTokens: 5, completionTokens: 2 })()), notes: ['left out'] });
		await tally.count(noted);
		await tally.count(noted);
		expect(tally.asked.asked?.notes).toEqual(['left out']);
	});

	it('is nothing where nothing was asked', () => {
		expect(new CallTally().asked).toEqual({});
	});
});
