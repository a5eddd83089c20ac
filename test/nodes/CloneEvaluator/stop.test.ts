import { expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { CloneEvaluator } from '../../../nodes/CloneEvaluator/CloneEvaluator.node';
import { candidateOf } from '../../engine/evaluate/candidateOf';
import { runInEngine } from '../../support/runInEngine';

it('stops tests that are still running when the execution is stopped', { timeout: 20_000 }, async () => {
	const endless = candidateOf('function add() { while (true) {} }') as unknown as IDataObject;
	const parameters = { tests: 'assert.equal(add(2, 3), 5)', sandboxOptions: { testTimeoutSeconds: 3600 } };
	const { run } = await runInEngine([{ name: 'evaluator', type: new CloneEvaluator(), parameters }], [endless], {}, (stop) =>
		setTimeout(stop, 1500),
	);
	expect(run.status).toBe('canceled');
});
