import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limiterFor, type Limiter } from '../../../nodes/engine/endpoint';
import type { TooFewAnswersError } from '../../../nodes/engine/fanout/errors';
import type { CloneRunner } from '../../../nodes/engine/fanout/cloneRunner';
import type { FanOutRequest } from '../../../nodes/engine/fanout/fanOutRequest';
import type { Tool } from '../../../nodes/engine/tool';
import { fanOutOn } from '../../support/fanOutOn';
import { call, toolOutputsIn, toolOf } from '../../support/toolOf';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

let double: VllmDouble;
let limiter: Limiter;
const start = async (settings: VllmDoubleSettings = {}) => (double = await startVllmDouble(settings));
beforeEach(() => (limiter = limiterFor('turns', 1)));
afterEach(async () => {
	limiter.release();
	await double.close();
});

const run = async (
	changes: Partial<FanOutRequest>,
	{ tools = [], signal, cloneRunner }: { tools?: readonly Tool[]; signal?: AbortSignal; cloneRunner?: CloneRunner } = {},
) => await fanOutOn(double, changes, signal, undefined, tools, { limiter, ...(cloneRunner === undefined ? {} : { cloneRunner }) });

const words = (count: number) => Array.from({ length: count }, () => 'w').join(' ');
const hang = async () => await new Promise<never>(() => {});

describe('clones that wait for their turn', () => {
	it('lose none of their own time to it, with tools and without', async () => {
		await start({
			stepMs: 5,
			answer: (body) =>
				Array.isArray(body['tools']) && toolOutputsIn(body).length === 0 ? { toolCalls: [call('look', { q: 'a' })] } : words(40),
		});
		const changes = { clones: 4, cloneTimeoutMs: 900, sampling: { maxTokens: 200 } };
		expect((await run(changes)).receipt).toMatchObject({ answered: 4 });
		expect((await run(changes, { tools: [toolOf('look', async () => 'x')] })).receipt).toMatchObject({ answered: 4 });
		expect(double.counters.peakInFlight).toBe(1);
	});

	it('never start where the deadline comes before, and say so', async () => {
		await start({ faults: () => ({ kind: 'hang' }) });
		const failure = (await run({ clones: 4, deadlineMs: 200 }).catch((error: unknown) => error)) as TooFewAnswersError;
		const [first, ...others] = failure.receipt.missing;
		expect(first?.reason).toMatch(/^The deadline of the run came while .* \(1 request sent\)\.$/);
		expect(others).toHaveLength(3);
		for (const { reason, advice } of others) {
			expect(reason).toMatch(
				/^It never started: the deadline of 0\.2 s came while it waited for its turn, as Clones At Once lets 1 of this node/,
			);
			expect(advice).toMatch(/Clones At Once/);
		}
		expect(failure.receipt).toMatchObject({ requests: 1, stoppedBecause: 'the deadline of 0.2 s had come' });
		expect(limiter.active).toBe(0);
	});

	it('never start where a run that goes on has all the places', async () => {
		await start({ faults: ({ index }) => (index === 0 ? { kind: 'hang' } : undefined) });
		const stop = new AbortController();
		const other = run({ clones: 1 }, { signal: stop.signal }).catch(() => {});
		await double.until(() => double.counters.inFlight === 1);
		await expect(run({ clones: 2, deadlineMs: 100 })).rejects.toThrow(/None of the 2 clones answered: It never started/);
		await expect(run({ clones: 2, deadlineMs: 100, difference: { by: 'plan' } })).rejects.toThrow(/^It never started/);
		stop.abort(new Error('enough'));
		await other;
		expect(double.counters.received).toBe(1);
	});

	it('leave at once when the run is stopped or has what it wants', async () => {
		await start({ faults: ({ index }) => (index === 1 ? { kind: 'hang' } : undefined) });
		expect((await run({ clones: 9, stopWhen: { kind: 'enough', answers: 1 } })).receipt).toMatchObject({ answered: 1, requests: 1 });
		const stop = new AbortController();
		const stopped = run({ clones: 9 }, { signal: stop.signal });
		await double.until(() => double.counters.inFlight === 1);
		stop.abort(new Error('Stop was pressed'));
		await expect(stopped).rejects.toThrow('Stop was pressed');
		expect(double.counters.received).toBe(2);
	});

	it('take turns where they work elsewhere, too', async () => {
		await start();
		let [atWork, most] = [0, 0];
		const cloneRunner: CloneRunner = {
			name: 'workflow w',
			run: async () => {
				most = Math.max(most, ++atWork);
				await setTimeout(5);
				atWork--;
				return { text: 'Done.' };
			},
		};
		expect((await run({ clones: 5 }, { cloneRunner })).receipt).toMatchObject({ answered: 5 });
		expect(most).toBe(1);
	});

	it('are not kept waiting by one that was stopped while its tool hangs', async () => {
		await start({
			answer: (body) =>
				Array.isArray(body['tools']) && toolOutputsIn(body).length === 0 ? { toolCalls: [call('look', { q: 'a' })] } : 'Done.',
		});
		const late = await run({ clones: 3, cloneTimeoutMs: 150 }, { tools: [toolOf('look', hang)] }).catch((error: unknown) => error);
		expect((late as TooFewAnswersError).receipt.missing).toHaveLength(3);
		expect(limiter.active).toBe(0);
	});
});

describe('Clone Timeout', () => {
	it('covers both askings of a JSON clone, retries included, and says so with its whole length', async () => {
		await start({
			answer: () => 'no JSON at all',
			faults: ({ index }) =>
				index === 0 ? { kind: 'status', status: 503, retryAfter: '0.4' } : index === 1 ? undefined : { kind: 'hang' },
		});
		// Two times of one clone would be 1.2 s at least.
		const tooLate = setTimeout(1150, 'two times of one clone');
		const asked = run({ clones: 1, answerFormat: { kind: 'json' }, cloneTimeoutMs: 800 });
		const failure = await Promise.race([asked, tooLate]).catch((error: unknown) => error);
		expect((failure as TooFewAnswersError).receipt.missing[0]?.reason).toMatch(/^The clone's time of 0\.8 s ran out/);
	});

	it('covers both drafts of plans; what came of the first is followed', async () => {
		await start({
			answer: (body) => (JSON.stringify(body).includes('"plans"') ? '{"plans": ["Count the sheep one by one"]}' : 'Done.'),
			faults: ({ index }) => (index === 1 ? { kind: 'hang' } : undefined),
		});
		const { receipt } = await run({ clones: 2, difference: { by: 'plan' }, cloneTimeoutMs: 300, sampling: { maxTokens: 99 } });
		expect(receipt).toMatchObject({ answered: 2 });
		expect(receipt.notes).toEqual([
			expect.stringMatching(/1 distinct plans for 2 clones.*Asked for more, it brought none: The clone's time/),
		]);
	});
});
