import { expect, it, onTestFinished } from 'vitest';
import { createEndpoint } from '../../../../nodes/engine/endpoint';
import { runThroughKill } from '../../../support/runThroughKill';
import { runThroughStop } from '../../../support/runThroughStop';
import { startBalancer } from '../../../support/startBalancer';
import { startVllmDouble, type Fault, type VllmDoubleSettings } from '../../../support/vllmDouble/index.ts';
import { errorOf, openDouble, patience, question } from '../openDouble';

const noRetry = { take: () => false };

async function openBalanced(settings: VllmDoubleSettings) {
	const doubles = await Promise.all([settings, settings].map(startVllmDouble));
	const balancer = await startBalancer(doubles.map(({ baseUrl }) => baseUrl));
	onTestFinished(async () => {
		await balancer.close();
		await Promise.all(doubles.map(async (double) => await double.close()));
	});
	return { doubles, baseUrl: balancer.baseUrl };
}

it.each([16, 64, 256])(
	'loses none of %d clones when a server behind a balancer dies in the middle, and shares no retry',
	async (clones) => {
		const { doubles, baseUrl } = await openBalanced({ stepMs: 'manual', answer: () => 'Well.' });
		const { receipt } = await runThroughKill(baseUrl, doubles, clones);
		expect(receipt).toMatchObject({ asked: clones, answered: clones, missing: [] });
		expect(doubles.map(({ counters }) => counters.received)).toEqual([clones / 2, clones]);
		expect(receipt).not.toHaveProperty('servers');
	},
);

it.each([16, 64, 256])('stops %d clones on every server behind it', async (clones) => {
	const { doubles, baseUrl } = await openBalanced({ stepMs: 'manual' });
	await runThroughStop(baseUrl, () => createEndpoint({ baseUrl }), doubles, clones);
});

const page = '<html><body><h1>No server is available to handle this request.</h1></body></html>';
const gateway = (status: number): Fault => ({ kind: 'status', status, body: page, contentType: 'text/html' });

it.each<readonly [string, Fault]>([
	...[502, 503, 504].map((status) => [`${status} of a balancer`, gateway(status)] as const),
	['500, as Ray Serve says it', { kind: 'status', status: 500 }],
	['a reset before any byte', { kind: 'resetBeforeBytes' }],
	['a reset in mid-body', { kind: 'resetMidway' }],
])('asks once more after %s without the retries of the run', async (_, fault) => {
	const { endpoint } = await openDouble({ faults: [fault], answer: () => 'Well.' });
	expect(await endpoint.chat(question(), patience({ retries: 1, retryBudget: noRetry }))).toMatchObject({ text: 'Well.', attempts: 2 });
});

it('asks only once more, then from the retries that the run shares', async () => {
	const { double, endpoint } = await openDouble({ faults: () => gateway(502) });
	const error = await errorOf(endpoint.chat(question(), patience({ retries: 5, retryBudget: noRetry })));
	expect(error.message).toContain('retries that the run shares are used up');
	expect(double.counters.received).toBe(2);
});

it.each<readonly [string, Fault]>([
	['an overload', { kind: 'status', status: 503 }],
	['a rate limit', { kind: 'status', status: 429 }],
])('takes %s from the retries that the run shares', async (_, fault) => {
	const { double, endpoint } = await openDouble({ faults: () => fault });
	await errorOf(endpoint.chat(question(), patience({ retries: 5, retryBudget: noRetry })));
	expect(double.counters.received).toBe(1);
});

it('asks nothing twice where Retries is 0', async () => {
	const { double, endpoint } = await openDouble({ faults: () => gateway(502) });
	await errorOf(endpoint.chat(question(), patience({ retries: 0 })));
	expect(double.counters.received).toBe(1);
});
