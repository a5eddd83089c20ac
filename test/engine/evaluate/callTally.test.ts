import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../../nodes/engine/endpoint/endpoint';
import type { RequestWatch } from '../../../nodes/engine/endpoint/requestCount';
import { CallTally } from '../../../nodes/engine/evaluate/callTally';
import { toldOf } from '../../support/toldOf';

const answer =
	(usage: ChatAnswer['usage'], attempts = 1) =>
	async (watch: RequestWatch): Promise<ChatAnswer> =>
		await Promise.resolve(
			toldOf(watch, {
				text: 'x',
				finishReason: 'stop',
				usage,
				timing: { startedAt: '', durationMs: 1 },
				attempts,
				model: 'm',
				raw: undefined,
			}),
		);
/** Goes wrong after so many requests; the server counted the tokens of the last one, as where it brought no text. */
const failing =
	(attempts: number, usage?: ChatAnswer['usage']) =>
	async (watch: RequestWatch): Promise<ChatAnswer> => {
		for (let attempt = 1; attempt <= attempts; attempt++) watch.onAttempt(attempt);
		if (usage !== undefined) watch.onCost(usage);
		return await Promise.reject(new Error('no'));
	};

describe('what was asked of models', () => {
	it('adds up requests, retries among them, and tokens', async () => {
		const tally = new CallTally();
		await tally.count(answer({ promptTokens: 5, completionTokens: 2 }));
		await tally.count(answer({ promptTokens: 7, completionTokens: 1, cachedTokens: 4 }));
		expect(tally.asked).toEqual({ asked: { requests: 2, retries: 0, tokens: { prompt: 12, completion: 3, cached: 4, unknown: 0 } } });
	});

	it('counts requests of which the server told nothing as unknown, for unknown is not zero', async () => {
		const tally = new CallTally();
		await tally.count(answer({ promptTokens: 5, completionTokens: 2 }));
		await tally.count(answer({}));
		await tally.count(answer({ promptTokens: 1, completionTokens: 1 }, 3));
		expect(tally.asked).toEqual({ asked: { requests: 5, retries: 2, tokens: { prompt: 6, completion: 3, unknown: 3 } } });
	});

	it('counts the requests and the tokens of what failed, and passes the failure on', async () => {
		const tally = new CallTally();
		await expect(tally.count(failing(3))).rejects.toThrow('no');
		await expect(tally.count(failing(1, { promptTokens: 9, completionTokens: 400 }))).rejects.toThrow('no');
		expect(tally.asked).toEqual({ asked: { requests: 4, retries: 2, tokens: { prompt: 9, completion: 400, unknown: 3 } } });
	});

	it('tells each note of the answers once', async () => {
		const tally = new CallTally();
		const noted = async (watch: RequestWatch) => ({
			...(await answer({ promptTokens: 5, completionTokens: 2 })(watch)),
			notes: ['left out'],
		});
		await tally.count(noted);
		await tally.count(noted);
		expect(tally.asked.asked?.notes).toEqual(['left out']);
	});

	it('is nothing where no request went out', async () => {
		const tally = new CallTally();
		expect(tally.asked).toEqual({});
		await expect(tally.count(failing(0))).rejects.toThrow('no');
		expect(tally.asked).toEqual({});
	});
});
