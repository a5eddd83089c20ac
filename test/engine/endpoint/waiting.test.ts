import { describe, expect, it } from 'vitest';
import { errorOf, patience, question } from './openDouble';
import { answerWith, startScriptedServer, wholeAnswer } from './startScriptedServer';

const broke = { take: () => false };
const loading = { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } };

describe('a model that is still loading', () => {
	it('is waited for, at the cost of no retry', async () => {
		const { arrived, endpoint } = await startScriptedServer(
			(_, response, index) => (index < 3 ? answerWith(response, 503, loading) : answerWith(response, 200, wholeAnswer('Ready.'))),
			{ backoff: { firstMs: 20, longestMs: 40, random: () => 0 } },
		);
		expect(await endpoint.chat(question(), patience({ retries: 0, retryBudget: broke }))).toMatchObject({ text: 'Ready.', attempts: 4 });
		expect(arrived).toHaveLength(4);
	});

	it('is asked no faster because no wait is drawn, and no slower than its estimate', async () => {
		const { arrived, endpoint } = await startScriptedServer(
			(_, response, index) =>
				index < 2
					? answerWith(response, 503, { error: 'Model m is currently loading', estimated_time: 0.1 })
					: answerWith(response, 200, wholeAnswer('Ready.')),
			{ backoff: { firstMs: 500, random: () => 0 } },
		);
		await endpoint.chat(question(), patience());
		const waits = [arrived[1]!.at - arrived[0]!.at, arrived[2]!.at - arrived[1]!.at];
		expect(Math.min(...waits)).toBeGreaterThan(40);
	});

	// The end may find it in the middle of a request instead of in a wait; then it says that.
	it('is waited for until the clone’s time is over, and then the sentence says how long', { retry: 5 }, async () => {
		const { arrived, endpoint } = await startScriptedServer((_, response) => answerWith(response, 503, loading), {
			backoff: { firstMs: 100, random: () => 0 },
		});
		const error = await errorOf(endpoint.chat(question(), patience({ timeoutMs: 600, retries: 0, retryBudget: broke })));
		expect(error.kind).toBe('stillLoading');
		expect(error.message).toMatch(
			/is still loading its model after 0\.\d+ s of waiting \(\d+ requests sent\), when the clone's time of 0\.6 s was over\. The server said: "Loading model"\.$/,
		);
		expect(error.advice).toMatch(/Raise Clone Timeout/);
		expect(arrived.length).toBe(error.attempts);
		expect(arrived.length).toBeGreaterThan(1);
	});

	it('says whose time it was, where it was the run’s', async () => {
		const { endpoint } = await startScriptedServer((_, response) => answerWith(response, 503, loading));
		const error = await errorOf(endpoint.chat(question(), patience({ deadlineAt: Date.now() + 2_000 })));
		// Where the deadline finds it in the middle of a request, it says that, too.
		expect(error.message).toMatch(
			/still loading its model after .* when the deadline of the run came|The deadline of the run came.* is still loading its model/,
		);
	});

	it('is not waited for where it asks for more time than there is', async () => {
		const { arrived, endpoint } = await startScriptedServer((_, response) => answerWith(response, 503, loading, { 'retry-after': '3600' }));
		const error = await errorOf(endpoint.chat(question(), patience()));
		expect(error.message).toMatch(/still loading its model.*There was not enough time left to ask again\.$/);
		expect(arrived).toHaveLength(1);
	});
});

describe('a wait that the server asks for', () => {
	it.each<readonly [string, Record<string, string>, unknown]>([
		['milliseconds', { 'retry-after-ms': '150' }, ''],
		['the reset of a limit', { 'x-ratelimit-reset-requests': '150ms' }, ''],
		['its words', {}, { error: { message: 'Please try again in 150ms.' } }],
		['a delay in the body', {}, [{ error: { status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '0.15s' }] } }]],
	])('is kept to (%s)', async (_, headers, body) => {
		const { arrived, endpoint } = await startScriptedServer((_request, response, index) =>
			index === 0 ? answerWith(response, 429, body, headers) : answerWith(response, 200, wholeAnswer('Now.')),
		);
		await endpoint.chat(question(), patience({ retries: 1 }));
		expect(arrived[1]!.at - arrived[0]!.at).toBeGreaterThan(140);
	});
});

it('does not ask again where the quota is used up', async () => {
	const { arrived, endpoint } = await startScriptedServer((_, response) =>
		answerWith(
			response,
			429,
			{ error: { message: 'You exceeded your current quota.', code: 'insufficient_quota' } },
			{ 'retry-after': '0' },
		),
	);
	expect(await errorOf(endpoint.chat(question(), patience({ retries: 3 })))).toMatchObject({ kind: 'quotaUsedUp', attempts: 1 });
	expect(arrived).toHaveLength(1);
});

it('does not say that a model is missing which the server lists', async () => {
	const { endpoint } = await startScriptedServer((_, response) =>
		answerWith(response, 404, { error: { message: 'The model `double-1b` does not exist.' } }),
	);
	expect(await errorOf(endpoint.chat(question(), patience()))).toMatchObject({
		kind: 'modelUnavailable',
		message: expect.stringMatching(
			/lists the model "double-1b" and yet does not serve it.* The server said: "The model `double-1b` does not exist"\./,
		),
	});
});
