import { expect, it } from 'vitest';
import { EngineError } from '../../../nodes/engine/errors';
import { tryOptional } from '../../../nodes/engine/fanout/tryOptional';
import { startVllmDouble } from '../../support/vllmDouble/index.ts';
import { fanOutOn } from '../../support/fanOutOn';

const forever = async () => await new Promise<never>(() => {});
const idle = new AbortController().signal;

class Trouble extends EngineError {
	override readonly name = 'Trouble';
	readonly advice = 'Do this.';
}

it('says nothing where it worked', async () => {
	expect(await tryOptional(async () => 1, 1000, idle)).toBeUndefined();
});

it('says what went wrong, with advice where there is one, and what took too long', async () => {
	expect(await tryOptional(async () => Promise.reject(new Trouble('It broke.')), 1000, idle)).toBe('It broke. Do this.');
	expect(await tryOptional(async () => Promise.reject(new Error('odd')), 1000, idle)).toBe('odd');
	expect(await tryOptional(forever, 10, idle)).toBe('it took longer than 0.01 s.');
});

it('throws where the run is stopped', async () => {
	await expect(tryOptional(forever, 1000, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
});

it.each([
	['breaks', { kind: 'status', status: 500 }],
	['hangs', { kind: 'hang' }],
	['is no answer', { kind: 'html' }],
] as const)('a lone call for the pace that %s is a note, and the run goes on', async (_, fault) => {
	const double = await startVllmDouble({ answer: () => '42', faults: ({ index }) => (index === 0 ? fault : undefined) });
	try {
		const { candidates, receipt } = await fanOutOn(double, { measurePace: true, cloneTimeoutMs: 2000 });
		expect(candidates.map(({ text }) => text)).toEqual(['42', '42', '42', '42', '42']);
		expect(receipt.notes).toEqual([expect.stringMatching(/^The pace was not measured, so the receipt says nothing of time saved: /)]);
		expect(receipt).not.toHaveProperty('speedup');
		expect(receipt).toMatchObject({ requests: 6, retries: 0, paceMs: expect.any(Number) });
		if (fault.kind === 'hang') expect(receipt.notes?.[0]).toMatch(/ it took longer than 1 s\. The clones waited \d s for it\.$/);
	} finally {
		await double.close();
	}
});

it('a model that only thinks in the lone call tells its pace all the same', async () => {
	const double = await startVllmDouble({
		answer: (_, index) =>
			index === 0
				? { text: '', reasoning: 'Let me see what this is about and what it asks for.' }
				: 'one two three four five six seven eight nine',
	});
	try {
		const { receipt } = await fanOutOn(double, { measurePace: true });
		expect(receipt.notes).toBeUndefined();
		expect(receipt.pace?.msPerToken).toBeGreaterThan(0);
	} finally {
		await double.close();
	}
});

it('a lone call whose answer is too short for a pace is a note, and is not made again in the next run', async () => {
	const double = await startVllmDouble({ answer: () => 'Yes.' });
	try {
		const first = await fanOutOn(double, { measurePace: true });
		expect(first.receipt.notes).toEqual([
			expect.stringContaining('the answer was too short for that. It is measured again after an hour.'),
		]);
		expect(first.receipt).toMatchObject({ requests: 6, paceMs: expect.any(Number) });
		const second = await fanOutOn(double, { measurePace: true });
		expect(second.receipt.notes).toEqual([expect.stringContaining('the answer was too short for that.')]);
		expect(second.receipt).toMatchObject({ requests: 5 });
		expect(second.receipt).not.toHaveProperty('paceMs');
	} finally {
		await double.close();
	}
});

it.each([
	['too short for a pace', 'Yes.', false],
	['long enough for one', 'one two three four five six seven eight nine ten', true],
])('no lone call is made for one clone, whose answer is %s', async (_, answer, hasPace) => {
	const double = await startVllmDouble({ answer: () => answer });
	try {
		const { receipt } = await fanOutOn(double, { measurePace: true, clones: 1 });
		expect(receipt.requests).toBe(1);
		expect(receipt).not.toHaveProperty('paceMs');
		expect(receipt).not.toHaveProperty('notes');
		expect(receipt.pace !== undefined).toBe(hasPace);
	} finally {
		await double.close();
	}
});
