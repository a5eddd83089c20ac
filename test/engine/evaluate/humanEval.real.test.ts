import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../../nodes/engine/evaluate/evaluate';
import { createScorer } from '../../../nodes/engine/evaluate/scorers';
import { createSandbox, extractCode, type Sandbox } from '../../../nodes/engine/sandbox';
import { candidatesOf } from './candidateOf';
import { readHumanEval, type HumanEvalTask } from './humanEval';

const { signal } = new AbortController();
const tasks = readHumanEval();
const positions = [0, 1, 2, 3, 4];
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await createSandbox('javascript');
});
afterAll(async () => await sandbox.close());

async function evaluateTask(task: HumanEvalTask, texts: readonly string[]) {
	const settings = {
		language: 'javascript',
		tests: task.tests,
		functionName: '',
		acceptance: { minimumShare: 1 },
		limits: { timeoutMs: task.loops ? 400 : 5000, memoryBytes: 2 ** 26, outputBytes: 2 ** 16 },
		testsAtOnce: 5,
	};
	const scorer = createScorer('runTests', settings, { openSandbox: async () => sandbox, extractCode });
	return await evaluate({ candidates: candidatesOf(...texts), scorers: [scorer], combination: { by: 'first' } }, signal);
}

describe('HumanEval in JavaScript, one of five candidates passing', () => {
	it('has 79 tasks', () => {
		expect(tasks).toHaveLength(79);
	});

	it.each(tasks)('$name: the one that passes is first, wherever it stands', { timeout: 30_000 }, async (task) => {
		const found = await Promise.all(
			positions.map(async (position) => {
				const { verdicts, summary } = await evaluateTask(task, task.failing.toSpliced(position, 0, task.passing));
				return {
					first: verdicts[0]?.index,
					accepted: verdicts.filter(({ accepted }) => accepted).map(({ index }) => index),
					randomPick: summary.randomPick,
				};
			}),
		);
		expect(found).toEqual(positions.map((position) => ({ first: position, accepted: [position], randomPick: 0.2 })));
	});

	it.each(tasks)('$name: none is accepted when none passes, and each says why', { timeout: 30_000 }, async (task) => {
		const { verdicts, summary } = await evaluateTask(task, task.failing);
		expect(summary).toMatchObject({ candidates: 4, scored: 4, unscored: 0, accepted: 0, randomPick: 0 });
		for (const { reason } of verdicts)
			expect(reason).toMatch(/passed; first failure: .+|^The candidate .+|^The tests stopped at: .+|^There is no JavaScript code/);
		expect(verdicts.every(({ accepted }) => !accepted)).toBe(true);
	});
});
