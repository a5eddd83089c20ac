import { describe, expect, it } from 'vitest';
import { FairTurns } from '../../../nodes/engine/sandbox/fairTurns';

/** Work that ends when it is told to. */
function createWork() {
	const begun: string[] = [];
	const ends: Array<() => void> = [];
	const begin = (turns: FairTurns, stop: AbortController, name: string, owner: object = stop) =>
		turns.run(owner, stop.signal, async () => {
			begun.push(name);
			await new Promise<void>((resolve) => ends.push(resolve));
		});
	const endOne = async () => {
		ends.shift()?.();
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { begun, begin, endOne };
}

describe('FairTurns', () => {
	it('lets an owner who comes late take the next turn, however many pieces another has waiting', async () => {
		const { begun, begin, endOne } = createWork();
		const [turns, many, one] = [new FairTurns(2), new AbortController(), new AbortController()];
		const all = Array.from({ length: 6 }, async (_, index) => await begin(turns, many, `many ${index}`));
		all.push(begin(turns, one, 'one 0'), begin(turns, one, 'one 1'));
		for (let ended = 0; ended < 8; ended++) await endOne();
		await Promise.all(all);
		expect(begun).toEqual(['many 0', 'many 1', 'many 2', 'one 0', 'many 3', 'one 1', 'many 4', 'many 5']);
	});

	it('does not have an aborted one wait for a turn, and gives the place to others', async () => {
		const { begun, begin, endOne } = createWork();
		const [turns, first, stopped, last] = [new FairTurns(1), new AbortController(), new AbortController(), new AbortController()];
		const running = begin(turns, first, 'first');
		const waiting = begin(turns, stopped, 'stopped');
		const after = begin(turns, last, 'last');
		stopped.abort(new Error('Stop was pressed'));
		await expect(waiting).rejects.toThrow('Stop was pressed');
		await endOne();
		await endOne();
		await Promise.all([running, after]);
		expect(begun).toEqual(['first', 'last']);
	});

	it('has one honest candidate behind 20 that loop wait for at most one end, and its owner for two', async () => {
		const { begun, begin, endOne } = createWork();
		// All share one signal, as in an n8n where nothing is stopped: the owner is who opened the sandbox.
		const [turns, never, loops, honest] = [new FairTurns(2), new AbortController(), {}, {}];
		const run = (owner: object, name: string) => begin(turns, never, name, owner);
		const all = Array.from({ length: 20 }, async (_, index) => await run(loops, `loop ${index}`));
		all.push(run(honest, 'honest 0'), run(honest, 'honest 1'));
		await endOne();
		await endOne();
		expect(begun.filter((name) => name.startsWith('honest'))).toEqual(['honest 0']);
		for (let ended = 2; ended < 22; ended++) await endOne();
		await Promise.all(all);
		expect(begun.indexOf('honest 1')).toBeLessThanOrEqual(2 + 2 * 2);
	});

	it('keeps a spare place for an owner who has nothing under way, and gives it to nobody else', async () => {
		const { begun, begin, endOne } = createWork();
		const [turns, never, loops, honest] = [new FairTurns(2, 1), new AbortController(), {}, {}];
		const all = Array.from({ length: 20 }, async (_, index) => await begin(turns, never, `loop ${index}`, loops));
		expect(begun).toEqual(['loop 0', 'loop 1']);
		all.push(begin(turns, never, 'honest 0', honest), begin(turns, never, 'honest 1', honest));
		expect(begun).toEqual(['loop 0', 'loop 1', 'honest 0']);
		for (let ended = 0; ended < 22; ended++) await endOne();
		await Promise.all(all);
		expect(begun.indexOf('honest 1')).toBeLessThanOrEqual(4);
		expect(begun).toHaveLength(22);
	});

	it('goes on after work that failed', async () => {
		const [turns, owner] = [new FairTurns(1), new AbortController()];
		await expect(turns.run(owner, owner.signal, async () => await Promise.reject(new Error('broken')))).rejects.toThrow('broken');
		expect(await turns.run(owner, owner.signal, async () => 4)).toBe(4);
	});
});
