import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';
import { CloneEvaluator } from '../../../nodes/CloneEvaluator/CloneEvaluator.node';
import { runInEngine } from '../../support/runInEngine';

vi.mock('../../../nodes/engine/sandbox/python/bubblewrap', () => ({ findBubblewrap: async () => undefined }));

const items = [1, 2].map((clone): IDataObject => ({
	text: '```python\ndef add(a, b):\n    return a + b\n```',
	clone,
	details: { run: { id: 'a', task: 'Write add(a, b), for example add(2, 3) == 5.', clones: 2 } },
}));
const run = async (parameters: IDataObject) => {
	const ran = await runInEngine([{ name: 'evaluator', type: new CloneEvaluator(), parameters }], items);
	return ran.outputsOf('evaluator')[0]?.map(({ json }) => json) ?? [];
};

describe('Clone Evaluator on a host that cannot run Python', () => {
	it.each([
		[{ scoreBy: ['runTests'], language: 'python', tests: 'assert add(2, 3) == 5' }],
		[{ scoreBy: ['executionAgreement'], language: 'python' }],
		[{ language: 'python', tests: 'assert add(2, 3) == 5' }],
	])('says which credential to choose, and does not end as a success: %j', async (parameters) => {
		await expect(run(parameters)).rejects.toMatchObject({
			message: 'There is no sandbox for python on this machine, and this node has no Sandbox Service API credential',
			description: expect.stringMatching(/^Choose or make one in Credential for Sandbox Service API/),
		});
	});

	it('takes consensus where nothing is chosen and no tests are given, and says why', async () => {
		const [first] = await run({});
		expect(first).toMatchObject({
			accepted: true,
			details: { evaluation: { chosenBecause: expect.stringMatching(/^Automatic chose Consensus: .*There is no sandbox for python/) } },
		});
	});
});
