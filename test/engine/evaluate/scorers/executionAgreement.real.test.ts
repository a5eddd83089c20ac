import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScorer } from '../../../../nodes/engine/evaluate/scorers';
import { createSandbox, extractCode, type Sandbox } from '../../../../nodes/engine/sandbox';
import { bubblewrapHere } from '../../../support/bubblewrapHere';
import { candidateOf } from '../candidateOf';

const limits = { timeoutMs: 3000, memoryBytes: 256 * 2 ** 20, outputBytes: 64 * 1024 };
const task = 'Write span(numbers), for example span([3, 9, 2]) returns 7 and span([5]) returns 0.';
const right = 'def span(numbers):\n    return max(numbers) - min(numbers)';

describe.skipIf(!bubblewrapHere)('Execution Agreement in Python', () => {
	let sandbox: Sandbox;
	beforeAll(async () => void (sandbox = await createSandbox('python', {})));
	afterAll(async () => await sandbox?.close());

	const assess = async (codes: readonly string[], asked = task) => {
		const scorer = createScorer(
			'executionAgreement',
			{ language: 'python', functionName: '', mostInputs: 15, limits, testsAtOnce: 2 },
			{ openSandbox: async () => sandbox, extractCode },
		);
		const { opinions } = await scorer.assess(
			codes.map((text, index) =>
				candidateOf(text, index + 1, { run: { id: 'run-1', task: asked, clone: index + 1, clones: codes.length } }),
			),
			new AbortController().signal,
		);
		return opinions;
	};
	const accepted = async (codes: readonly string[], asked?: string) => (await assess(codes, asked)).map((opinion) => opinion.accepted);

	it('lets examples passed come first, then agreement', async () => {
		expect(
			await accepted([
				'def span(numbers):\n    return numbers[0] - numbers[-1] + 6',
				'def span(numbers):\n    return 7',
				'def span(numbers):\n    return 7 ',
				right,
			]),
		).toEqual([false, false, false, true]);
	});

	it('compares by value: keys and members in any order, tuples, whole floats, floats to nine digits, exceptions by their class', async () => {
		const bodies = [
			'def f(n):\n    if n < 0: raise ValueError("a")\n    return {"b": {1, 2}, "a": (n, 0.1 + 0.2)}',
			'def f(n):\n    if n < 0: raise ValueError("other words")\n    return {"a": (float(n), 0.3), "b": {2, 1}}',
			'def f(n):\n    if n < 0: raise KeyError("a")\n    return {"a": [n, 0.3], "b": {2, 1}}',
		];
		expect(await accepted(bodies, 'Write f(n). Call f(2).')).toEqual([true, true, false]);
	});

	it.each([
		['throws', 'def span(numbers):\n    raise RuntimeError("no")'],
		['hangs', 'def span(numbers):\n    while True: pass'],
		['prints ten megabytes', 'def span(numbers):\n    print("x" * 10 ** 7)\n    return 0'],
		['is in the wrong language', 'function span(numbers) { return 7 }'],
		['leaves', 'def span(numbers):\n    import os\n    os._exit(0)'],
	])('finds the right one beside one that %s', async (_, broken) => {
		const opinions = await assess([broken, right, `${right}\n`]);
		expect(opinions.map((opinion) => opinion.accepted)).toEqual([false, true, true]);
	});
});
