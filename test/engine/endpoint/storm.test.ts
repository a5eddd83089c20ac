import { expect, it, onTestFinished } from 'vitest';
import { createRetryBudget, EndpointError, limiterFor, type EndpointErrorKind } from '../../../nodes/engine/endpoint';
import type { Fault } from '../../support/vllmDouble/index.ts';
import { openDouble, patience, question } from './openDouble';

const FAULTS: readonly Fault[] = [
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 503, retryAfter: '0.05' },
	{ kind: 'status', status: 429 },
	{ kind: 'hang' },
	{ kind: 'resetBeforeBytes' },
	{ kind: 'resetMidway' },
	{ kind: 'cutJson' },
	{ kind: 'html' },
	{ kind: 'emptyBody' },
	{ kind: 'malformedSse' },
	{ kind: 'stallMidway' },
];

it('ends every one of 400 clones answered or with a reason, when a third of the calls go wrong in every way there is', async () => {
	const { double, endpoint } = await openDouble({
		maxNumSeqs: 64,
		faults: ({ index }) => (index % 3 === 0 ? FAULTS[(index / 3) % FAULTS.length] : undefined),
	});
	const limiter = limiterFor('storm', 100);
	onTestFinished(() => limiter.release());
	const retryBudget = createRetryBudget(400);
	const deadlineAt = Date.now() + 15_000;
	let requests = 0;
	const ends = await Promise.all(
		Array.from({ length: 400 }, async (_, clone) => {
			const options = patience({
				stream: clone % 2 === 0,
				timeoutMs: 3_000,
				deadlineAt,
				retries: 3,
				retryBudget,
				onAttempt: () => requests++,
			});
			const ask = async () => await endpoint.chat(question({ sampling: { temperature: 1, seed: clone } }), options);
			const end = await limiter.start(ask).catch((error: unknown) => error);
			return { end, late: Date.now() > deadlineAt + 1_000 };
		}),
	);
	const kinds = ends.map(({ end }): EndpointErrorKind | 'answered' =>
		end instanceof EndpointError ? end.kind : (end as { text: string }).text === '' ? 'emptyAnswer' : 'answered',
	);
	expect(ends.filter(({ end }) => end instanceof Error && !(end instanceof EndpointError))).toEqual([]);
	expect(ends.filter(({ late }) => late)).toEqual([]);
	expect(kinds.filter((kind) => kind === 'answered').length).toBeGreaterThan(300);
	expect(kinds).toContain('cloneTimeout');
	expect(kinds).toContain('nonsense');
	await double.until(() => double.counters.inFlight === 0);
	expect(double.counters.received).toBe(requests);
	expect(double.running + double.waiting).toBe(0);
});
