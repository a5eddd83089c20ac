import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { leasesOf } from '../../../nodes/engine/memory/stores/sqlite/leases';
import type { LeaseStore } from '../../../nodes/engine/leases';
import type { Pace } from '../../../nodes/engine/receipt';
import type { RecordStore } from '../../../nodes/engine/records';
import { MemoryRecords } from '../../support/MemoryRecords';

const { signal } = new AbortController();
const now = () => new Date().toISOString();
const longAgo = () => new Date(Date.now() - 2 * 3_600_000).toISOString();
const pace = (msPerToken: number, measuredAt = now()): Pace => ({ firstTokenMs: 20, msPerToken, measuredAt });

describe('the pace that processes share', () => {
	let store: { records: RecordStore; leases: LeaseStore };
	beforeEach(() => void (store = { records: new MemoryRecords(), leases: leasesOf(randomUUID()) }));

	/** A process knows the paces that it measured, and nothing else of others. */
	async function startProcess(changes: Partial<typeof store> = {}) {
		vi.resetModules();
		const { createSharedPace } = await import('../../../nodes/engine/endpoint/sharedPace.ts');
		const { adoptPace, paceOf } = await import('../../../nodes/engine/endpoint/pace.ts');
		const shared = createSharedPace({ ...store, ...changes }, 'http://pool/v1');
		return {
			knows: () => paceOf('http://pool/v1', 'small')?.msPerToken,
			adopt: async () => await shared.adopt('small', signal),
			learn: (measured: Pace) => adoptPace('http://pool/v1', 'small', measured),
			measure: async (measured: Pace) => await shared.measure('small', async () => adoptPace('http://pool/v1', 'small', measured), signal),
		};
	}

	it('is measured by one and known to the others', async () => {
		await (await startProcess()).measure(pace(10));
		const other = await startProcess();
		expect(other.knows()).toBeUndefined();
		await other.adopt();
		expect(other.knows()).toBe(10);
	});

	it('is the faster one of two, as others that nobody sees only slow a call', async () => {
		await (await startProcess()).measure(pace(10));
		const slowed = await startProcess();
		await slowed.measure(pace(21));
		expect(slowed.knows()).toBe(10);
		await (await startProcess()).measure(pace(9));
		await slowed.adopt();
		expect(slowed.knows()).toBe(9);
	});

	it('is measured again when it is old', async () => {
		await (await startProcess()).measure(pace(5, longAgo()));
		const other = await startProcess();
		await other.adopt();
		expect(other.knows()).toBeUndefined();
		other.learn(pace(5, longAgo()));
		await other.measure(pace(12));
		const third = await startProcess();
		await third.adopt();
		expect(third.knows()).toBe(12);
	});

	it('is measured by one at a time', async () => {
		const [first, second] = [await startProcess(), await startProcess()];
		let measured = 0;
		let finish = () => {};
		const ended = new Promise<void>((resolve) => (finish = resolve));
		const { createSharedPace } = await import('../../../nodes/engine/endpoint/sharedPace.ts');
		const work = async () => {
			measured++;
			await ended;
		};
		const measuring = createSharedPace(store, 'http://pool/v1').measure('small', work, signal);
		await expect.poll(() => measured).toBe(1);
		await second.measure(pace(99));
		expect(second.knows()).toBeUndefined();
		finish();
		await measuring;
		await first.measure(pace(10));
		expect(first.knows()).toBe(10);
	});

	it('does without a store that is down', async () => {
		const down = async () => {
			throw new Error('down');
		};
		const records = { ...store.records, find: down, save: down } as unknown as RecordStore;
		const leases = { claim: down, release: down, giveUp: down } as unknown as LeaseStore;
		const process = await startProcess({ records, leases });
		await process.adopt();
		await process.measure(pace(10));
		expect(process.knows()).toBe(10);
	});
});
