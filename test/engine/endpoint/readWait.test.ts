import { describe, expect, it } from 'vitest';
import { readErrorBody } from '../../../nodes/engine/endpoint/readErrorBody';
import { readWait, readWaitInWords } from '../../../nodes/engine/endpoint/readWait';

const now = Date.parse('2026-11-22T10:00:00Z');

describe('readWait', () => {
	it.each<readonly [string, Record<string, string>, number | undefined]>([
		['seconds', { 'retry-after': '2.5' }, 2_500],
		['a date', { 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT' }, 30_000],
		['milliseconds, which are more exact', { 'retry-after': '2', 'retry-after-ms': '1300' }, 1_300],
		['a name of a gateway', { 'x-retry-after': '2' }, 2_000],
		['milliseconds of Azure', { 'x-ms-retry-after-ms': '400' }, 400],
		['OpenAI’s reset', { 'x-ratelimit-reset-requests': '1s' }, 1_000],
		['minutes', { 'x-ratelimit-reset-tokens': '6m0s' }, 360_000],
		['thousandths', { 'x-ratelimit-reset-tokens': '20ms' }, 20],
		[
			'both, of which one is used up',
			{
				'x-ratelimit-reset-requests': '1s',
				'x-ratelimit-remaining-requests': '0',
				'x-ratelimit-reset-tokens': '6m0s',
				'x-ratelimit-remaining-tokens': '90',
			},
			1_000,
		],
		[
			'both, of which none is',
			{
				'x-ratelimit-reset-requests': '1s',
				'x-ratelimit-remaining-requests': '5',
				'x-ratelimit-reset-tokens': '6m0s',
				'x-ratelimit-remaining-tokens': '90',
			},
			1_000,
		],
		['seconds since 1970', { 'x-ratelimit-reset': String(now / 1_000 + 12) }, 12_000],
		['milliseconds since 1970', { 'x-ratelimit-reset': String(now + 1_500) }, 1_500],
		['a span', { 'ratelimit-reset': '7' }, 7_000],
		['the one header of the draft', { ratelimit: '"default";r=0;t=9' }, 9_000],
		['the one header of its older form', { ratelimit: 'limit=10, remaining=0, reset=4' }, 4_000],
		[
			'Anthropic’s date',
			{ 'anthropic-ratelimit-requests-reset': '2026-11-22T10:00:20Z', 'anthropic-ratelimit-requests-remaining': '0' },
			20_000,
		],
		['a past point in time', { 'x-ratelimit-reset': String(now / 1_000 - 5) }, 0],
		['words', { 'retry-after': 'soon', 'x-ratelimit-reset': 'never' }, undefined],
		['nothing', {}, undefined],
	])('reads %s', (_, headers, waitMs) => {
		expect(readWait(429, headers, now)).toBe(waitMs);
	});

	it('takes the limits beside another refusal for what they are', () => {
		expect(readWait(500, { 'x-ratelimit-reset-tokens': '6m0s' }, now)).toBeUndefined();
		expect(readWait(503, { 'retry-after': '3', 'x-ratelimit-reset-tokens': '6m0s' }, now)).toBe(3_000);
	});
});

describe('readWaitInWords', () => {
	it.each<readonly [unknown, number | undefined]>([
		[{ error: { message: 'Rate limit reached. Please try again in 7.66s. Visit us.' } }, 7_660],
		[{ error: { message: 'Please try again in 6m0s.' } }, 360_000],
		[{ error: { message: 'Please try again in 20ms.' } }, 20],
		[{ error: { message: 'Please retry after 24 seconds.' } }, 24_000],
		[{ error: { message: 'Please retry in 34.5s.' } }, 34_500],
		[{ error: { message: 'No deployments available for selected model, Try again in 5 seconds. Passed model=m' } }, 5_000],
		[{ error: { message: 'Try again in 1 hour 2 minutes' } }, 3_720_000],
		[{ error: { message: 'Wait for 3 s and come back' } }, 3_000],
		[[{ error: { details: [{ retryDelay: '34s' }] } }], 34_000],
		[{ error: { message: 'Try again in a while' } }, undefined],
		[{ error: { message: 'Tried 3 s' } }, undefined],
	])('reads how long to wait (%#)', (body, waitMs) => {
		expect(readWaitInWords(readErrorBody(JSON.stringify(body)), now)).toBe(waitMs);
	});
});
