import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createRetryBudget } from '../../../nodes/engine/endpoint';
import type { Failure } from '../../../nodes/engine/endpoint/failedAttempt';
import { classifyFailure } from '../../../nodes/engine/endpoint/failures/classifyFailure';
import { DEFAULT_BACKOFF, planRetry, type Backoff, type Spent } from '../../../nodes/engine/endpoint/planRetry';
import { readRetryAfter } from '../../../nodes/engine/endpoint/readWait';
import type { Fault } from '../../support/vllmDouble/index.ts';
import { errorOf, openDouble, patience, question } from './openDouble';

const asked = { baseUrl: 'http://gpu-box:8000/v1', model: 'llama', hasKey: false, requestBytes: 0, secrets: [] };
const plan = (failure: Failure, spent: Partial<Spent> = {}, backoff: Partial<Backoff> = {}) =>
	planRetry(
		failure,
		classifyFailure(failure, asked),
		{ retries: 0, freeRetries: 0, serverErrors: 0, loadingRetries: 0, ...spent },
		{ ...DEFAULT_BACKOFF, random: () => 0, ...backoff },
	);

const status = (code: number, retryAfter?: string): Fault => ({
	kind: 'status',
	status: code,
	...(retryAfter === undefined ? {} : { retryAfter }),
});

it.each<readonly [string, Fault]>([
	...[408, 425, 429, 500, 502, 503, 504].map((code) => [`status ${code}`, status(code)] as const),
	['a reset before any byte', { kind: 'resetBeforeBytes' }],
	['a reset in mid-body', { kind: 'resetMidway' }],
	['half a JSON', { kind: 'cutJson' }],
	['an empty body', { kind: 'emptyBody' }],
])('asks again after %s', async (_, fault) => {
	const { double, endpoint } = await openDouble({ faults: [fault], answer: () => 'Better.' });
	expect(await endpoint.chat(question(), patience({ retries: 1 }))).toMatchObject({ text: 'Better.', attempts: 2 });
	expect(double.counters.received).toBe(2);
});

it.each<readonly [string, Fault]>([
	...[400, 401, 403, 404, 413, 422, 501].map((code) => [`status ${code}`, status(code)] as const),
	['a web page', { kind: 'html' }],
	['JSON of another shape', { kind: 'otherJson', body: { hello: 'world' } }],
])('does not ask again after %s', async (_, fault) => {
	const { double, endpoint } = await openDouble({ faults: () => fault });
	expect(await errorOf(endpoint.chat(question(), patience({ retries: 3 })))).toMatchObject({ attempts: 1 });
	expect(double.counters.received).toBe(1);
});

it('asks again only once after status 500, which a prompt may well cause every time', async () => {
	const { double, endpoint } = await openDouble({ faults: () => status(500) });
	expect(await errorOf(endpoint.chat(question(), patience({ retries: 5 })))).toMatchObject({ kind: 'serverBroke', attempts: 2 });
	expect(double.counters.received).toBe(2);
});

it('does not ask more often than the clone may', async () => {
	const { double, endpoint } = await openDouble({ faults: () => status(503) });
	expect(await errorOf(endpoint.chat(question(), patience({ retries: 2 })))).toMatchObject({ kind: 'overloaded', attempts: 3 });
	expect(double.counters.received).toBe(3);
});

it('shares one budget between the clones of a run, and says when it is used up', async () => {
	const { double, endpoint } = await openDouble({ faults: () => status(503) });
	const retryBudget = createRetryBudget(8);
	const clones = Array.from({ length: 8 }, async () => await errorOf(endpoint.chat(question(), patience({ retries: 3, retryBudget }))));
	const errors = await Promise.all(clones);
	expect(double.counters.received).toBe(8 + 5);
	expect(errors.filter(({ message }) => message.includes('retries that the run shares are used up'))).not.toHaveLength(0);
});

it('gives a run three retries and one for every four clones', () => {
	const count = (clones: number) => {
		const budget = createRetryBudget(clones);
		let taken = 0;
		while (budget.take()) taken++;
		return taken;
	};
	expect([1, 4, 5, 32, 1000].map(count)).toEqual([4, 4, 5, 11, 253]);
});

it('does not charge the budget for a reused connection that the server had closed in the meantime', async () => {
	const { double, endpoint } = await openDouble({
		faults: ({ servedBefore }) => (servedBefore > 0 ? { kind: 'resetBeforeBytes' } : undefined),
		answer: () => 'Fresh.',
	});
	const retryBudget = { take: () => false };
	expect(await endpoint.chat(question(), patience({ retryBudget }))).toMatchObject({ attempts: 1 });
	await setImmediate();
	expect(await endpoint.chat(question(), patience({ retryBudget }))).toMatchObject({ text: 'Fresh.', attempts: 2 });
	expect(double.counters.broken).toBe(1);
});

it('does not wait when the server asks for more time than the clone has', async () => {
	const { double, endpoint } = await openDouble({ faults: () => status(503, '3600') });
	const error = await errorOf(endpoint.chat(question(), patience({ retries: 3 })));
	expect(error.message).toContain('asks to be left alone for 3600 s');
	expect(error.message).toContain('not enough time left');
	expect(double.counters.received).toBe(1);
});

it('waits as long as the server asks, in seconds or until a date', () => {
	const after = (retryAfter: string) => plan({ kind: 'refused', status: 429, body: '', retryAfter });
	expect(after('7')).toEqual({ kind: 'after', waitMs: 7_000, isAsked: true });
	expect(after('0')).toEqual({ kind: 'after', waitMs: 0, isAsked: true });
	const now = Date.parse('2026-11-22T10:00:00Z');
	expect(readRetryAfter('Sun, 22 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
	expect(readRetryAfter('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
	expect(readRetryAfter('soon', now)).toBeUndefined();
	expect(readRetryAfter('-5', now)).toBe(0);
});

it('doubles its waits up to a bound, with up to half of each on top', () => {
	const waits = (failure: Failure, random: () => number) =>
		[0, 1, 2, 3, 4, 5].map((retries) => {
			const planned = plan(failure, { retries }, { random });
			return planned.kind === 'after' ? planned.waitMs : undefined;
		});
	const overloaded: Failure = { kind: 'refused', status: 503, body: '' };
	const shortest = [750, 1_500, 3_000, 6_000, 8_000, 8_000];
	expect(waits(overloaded, () => 0)).toEqual(shortest);
	expect(waits({ kind: 'cut', receivedCharacters: 0 }, () => 1)).toEqual(shortest.map((waitMs) => waitMs * 1.5));
	expect(plan({ kind: 'refused', status: 500, body: '' }, { serverErrors: 1 })).toMatchObject({ waitMs: 750 + 1_500 });
});

it.each([
	['429', status(429)],
	['503', status(503)],
	['500', status(500)],
	['a reset', { kind: 'resetBeforeBytes' } as const],
])('outlasts two seconds in which a server answers every clone with %s, with fewer requests than one in trouble gets', async (_, fault) => {
	const startedAt = performance.now();
	const { double, endpoint } = await openDouble(
		{ faults: () => (performance.now() - startedAt < 2_000 ? fault : undefined), answer: () => 'Well.' },
		{ backoff: DEFAULT_BACKOFF },
	);
	const retryBudget = createRetryBudget(5);
	const ask = async () => await endpoint.chat(question(), patience({ retries: 2, retryBudget }));
	const answers = await Promise.all([ask(), ask(), ask(), ask(), ask()]);
	expect(answers.map(({ text }) => text)).toEqual(['Well.', 'Well.', 'Well.', 'Well.', 'Well.']);
	expect(double.counters.received).toBeLessThan(5 + 5 + 5 + 5);
});

it('sends a server that is down no more requests than each clone and the shared retries', async () => {
	const { double, endpoint } = await openDouble({ faults: () => status(503) }, { backoff: { firstMs: 100, random: () => 0.5 } });
	const retryBudget = createRetryBudget(12);
	const ask = async () => await errorOf(endpoint.chat(question(), patience({ retries: 2, retryBudget })));
	const errors = await Promise.all(Array.from({ length: 12 }, ask));
	expect(errors.map(({ kind }) => kind)).toEqual(Array(12).fill('overloaded'));
	expect(double.counters.received).toBeLessThanOrEqual(12 + 6);
});

it('waits as long as the server asks, also where that is most of the time that is left', async () => {
	const startedAt = performance.now();
	const { endpoint } = await openDouble({ faults: [status(503, '0.6')], answer: () => 'Now.' }, { backoff: { random: () => 0 } });
	expect(await endpoint.chat(question(), patience({ retries: 1, timeoutMs: 1_000 }))).toMatchObject({ text: 'Now.', attempts: 2 });
	expect(performance.now() - startedAt).toBeGreaterThan(590);
});

it('waits for half of the time that is left where that is short, and asks again', async () => {
	const { endpoint } = await openDouble({ faults: [status(503)], answer: () => 'In time.' }, { backoff: DEFAULT_BACKOFF });
	expect(await endpoint.chat(question(), patience({ retries: 1, timeoutMs: 600 }))).toMatchObject({ text: 'In time.', attempts: 2 });
});
