import type { NodeOperationError } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { runInEngine, type NodeUnderTest } from '../../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../../support/vllmDouble/index.ts';
import { inGroups } from '../../support/inGroups';

let double: VllmDouble;
afterEach(async () => await double?.close());

/** Three clones, of which the first one alone answers, where two are needed. */
async function run(onError?: NodeUnderTest['onError']) {
	let asked = 0;
	double = await startVllmDouble({
		faults: () => (++asked === 1 ? undefined : { kind: 'status', status: 400, body: { error: { message: 'No such thing.', code: 400 } } }),
	});
	const parameters = {
		task: 'Say something.',
		clones: 3,
		...inGroups(new ShadowCloneFanOut(), { receiptOutput: true, minimumAnswers: 2, retries: 0, maxTokens: 16 }),
	};
	return await runInEngine(
		[{ name: 'clones', type: new ShadowCloneFanOut(), parameters, ...(onError === undefined ? {} : { onError }) }],
		[{}],
		{ vllmApi: { url: double.baseUrl, apiKey: '' } },
	);
}

describe('a fan-out with too few answers, in n8n-core', () => {
	it('carries its receipt in the context of the error, where error workflows and saved executions have it', async () => {
		const ran = await run();
		const error = ran.run.data.resultData.error as NodeOperationError;
		expect(error.message).toMatch(/^1 of 3 clones answered and 2 were needed/);
		const saved = JSON.parse(JSON.stringify(error)) as { context: { receipt: unknown } };
		expect(saved.context.receipt).toMatchObject({ asked: 3, answered: 1, missing: [{ clone: expect.any(Number) }, {}], requests: 3 });
	});

	it('tells in its item what each clone failed of, and gives the receipt by its output, where On Error says continue', async () => {
		const [clones = [], receipts = []] = (await run('continueRegularOutput')).outputsOf('clones');
		expect(clones).toHaveLength(1);
		expect(clones[0]?.json).toEqual({
			error: expect.stringMatching(/^1 of 3 clones answered/),
			message: expect.stringMatching(/^3 asked, 1 answered\.\nClones \d, \d: .*No such thing/),
			details: expect.any(String),
		});
		expect(receipts.map(({ json, pairedItem }) => [json['asked'], json['answered'], pairedItem])).toEqual([[3, 1, { item: 0 }]]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)('has its hint like any other run: %s', async (onError) => {
		expect((await run(onError)).hintsOf('clones')).toContainEqual(expect.stringMatching(/^1 of 3 .+ brought no answer: .+No such thing/));
	});

	it('leaves by the error output where there is one', async () => {
		const [clones = [], receipts = [], errors = []] = (await run('continueErrorOutput')).outputsOf('clones');
		expect([clones.length, receipts.length]).toEqual([0, 1]);
		expect(errors.map(({ json }) => json['message'])).toEqual([expect.stringContaining('3 asked, 1 answered.')]);
	});
});
