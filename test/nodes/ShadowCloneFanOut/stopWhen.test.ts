import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { stopWhen } from '../../../nodes/ShadowCloneFanOut/stopWhen';
import { inGroups } from '../../support/inGroups';
import { runInEngine } from '../../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../../support/vllmDouble/index.ts';

let double: VllmDouble;
beforeEach(async () => void (double = await startVllmDouble({ answer: () => '42' })));
afterEach(async () => await double.close());

const fields = (stopWhen.options ?? []).flatMap((group) => ('values' in group ? group.values : []));
const bounds = fields.flatMap(({ name, displayName, displayOptions, typeOptions: { minValue, maxValue } = {} }) =>
	[minValue, maxValue].flatMap((bound) =>
		bound === undefined ? [] : [{ name, displayName, bound, when: String(displayOptions?.show?.['when']?.[0]) }],
	),
);

async function run(rule: Readonly<Record<string, unknown>>) {
	const type = new ShadowCloneFanOut();
	const parameters = { task: 'Say something.', ...inGroups(type, { stopWhen: { rule }, receiptOutput: true }) };
	return await runInEngine([{ name: 'clones', type, parameters }], [{}], { vllmApi: { url: double.baseUrl, apiKey: '' } });
}

describe('Stop When in n8n-core', () => {
	it.each(bounds)('runs with $displayName at $bound, the last value that its field lets in', async ({ name, bound, when }) => {
		const ran = await run({ when, [name]: bound });
		expect(ran.outputsOf('clones')[1]?.[0]?.json).toMatchObject({ asked: 5 });
	});

	it('has fields with bounds', () => expect(bounds.map(({ displayName }) => displayName)).toEqual(['Answers', 'Confidence', 'Confidence']));
});
