import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinSignals } from '../../../nodes/engine/joinSignals';
import { collectGarbage } from '../../support/collectGarbage';
import { fanOutOn } from '../../support/fanOutOn';
import { call, toolOutputsIn, toolOf } from '../../support/toolOf';
import { startVllmDouble, type VllmDouble } from '../../support/vllmDouble/index.ts';

let double: VllmDouble;
beforeAll(async () => {
	double = await startVllmDouble({
		answer: (body) =>
			Array.isArray(body['tools']) && toolOutputsIn(body).length === 0 ? { toolCalls: [call('look', { q: 'a' })] } : 'Done.',
	});
});
afterAll(async () => await double.close());

/** One signal for all runs, as that of a process that goes on. */
const stop = new AbortController();

async function run(number: number): Promise<WeakRef<object>> {
	const { signal, release } = joinSignals(stop.signal);
	const hasTools = number % 10 === 0;
	const { candidates } = await fanOutOn(
		double,
		number % 3 === 0 ? { clones: 2, stopWhen: { kind: 'enough', answers: 1 } } : { clones: 2 },
		signal,
		undefined,
		hasTools ? [toolOf('look', async () => 'It is tall.')] : [],
	).finally(release);
	return new WeakRef(candidates[0] ?? {});
}

describe('a run that has ended', () => {
	it('is kept by nothing: of 1,000 none can be reached any more', async () => {
		const runs: Array<WeakRef<object>> = [];
		for (let number = 0; number < 1000; number += 20)
			runs.push(...(await Promise.all(Array.from({ length: 20 }, async (_, index) => await run(number + index)))));
		await collectGarbage();
		expect(runs.filter((each) => each.deref() !== undefined).length).toBe(0);
	}, 120_000);
});
