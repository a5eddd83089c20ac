import type { IExecuteFunctions } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';
import type { Receipt } from '../../../nodes/engine/receipt';
import { tellTimeSaved } from '../../../nodes/ShadowCloneFanOut/timeSaved';

function open(workflow: string, mode = 'webhook') {
	const setMetadata = vi.fn();
	const context = { setMetadata, getMode: () => mode, getWorkflow: () => ({ id: workflow }), getNode: () => ({ id: 'node' }) };
	const tell = (savedMs: ReadonlyArray<number | undefined>, minutes: ReadonlyArray<number | undefined> = []) =>
		tellTimeSaved(
			context as unknown as IExecuteFunctions,
			savedMs.map((each, run) => ({ receipt: { savedMs: each } as Receipt, minutes: minutes[run] })),
		);
	return {
		tell,
		told: () => setMetadata.mock.calls.map(([metadata]) => (metadata as { timeSaved: { minutes: number } }).timeSaved.minutes),
	};
}

describe('the time that n8n is told', () => {
	it('is the sum over the runs, in whole minutes', () => {
		const { tell, told } = open('sum');
		tell([70_000, 50_000, undefined, -5_000]);
		expect(told()).toEqual([2]);
	});

	it('keeps what is left over for the next execution', () => {
		const { tell, told } = open('left');
		for (let run = 0; run < 4; run++) tell([40_000]);
		expect(told()).toEqual([1, 1]);
	});

	it('is nothing where nothing was measured', () => {
		const { tell, told } = open('nothing');
		tell([undefined]);
		expect(told()).toEqual([]);
	});

	it('is never used up by a manual execution, which n8n does not count', () => {
		open('manual').tell([59_000]);
		open('manual', 'manual').tell([59_000]);
		const { tell, told } = open('manual');
		tell([1_000]);
		expect(told()).toEqual([1]);
	});

	it('is the given number for each run, where one is given', () => {
		const { tell, told } = open('given');
		tell([undefined, 600_000], [5, 5]);
		expect(told()).toEqual([10]);
	});

	it('is what each run is given, and what was measured of the others', () => {
		const { tell, told } = open('each');
		tell([undefined, 600_000, 120_000], [1, 0, undefined]);
		expect(told()).toEqual([3]);
	});
});
