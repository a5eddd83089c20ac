import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { runTemplate } from '../support/runTemplate';
import { startVllmDouble, type Fault } from '../support/vllmDouble/index.ts';
import type { ExportedWorkflow } from './describeExported';

const pattern = JSON.parse(readFileSync('workflows/patterns/classify-and-escalate.json', 'utf8')) as ExportedWorkflow;
const refused: Fault = { kind: 'status', status: 400 };
const cleanUps: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

/** The five small clones are asked first, then the three of the larger model; a fault takes the place of an answer. */
async function classify(message: string, answers: ReadonlyArray<string | Fault>) {
	const double = await startVllmDouble({
		answer: (_, index) => JSON.stringify({ category: answers[index] }),
		faults: answers.map((answer) => (typeof answer === 'string' ? undefined : answer)),
	});
	cleanUps.push(async () => await double.close());
	const ran = await runTemplate(pattern, {
		from: 'Message',
		items: [{ Message: message }],
		credentials: { vllmApi: { url: double.baseUrl, apiKey: '' } },
		given: { 'A person decides': { Category: 'praise' } },
	});
	return { ...ran, calls: double.requests.length };
}

const unsure = ['bug', 'praise', 'question', 'billing', 'bug'];
const all = (count: number, answer: string | Fault) => Array.from({ length: count }, () => answer);

describe('Classify, and escalate when unsure', () => {
	it.each([
		['the five', all(5, 'bug'), { text: 'bug', decidedBy: 'five clones' }],
		['the larger model', [...unsure, ...all(3, 'question')], { text: 'question', decidedBy: 'a larger model' }],
		['a person, where it disagrees', [...unsure, 'bug', 'praise', 'question'], { text: 'praise', decidedBy: 'a person' }],
		[
			'a person, where the larger model fails',
			[...unsure, ...all(3, refused)],
			{ text: 'praise', decidedBy: 'a person', reason: expect.stringMatching(/^None of the 3 clones answered: /) as string },
		],
		[
			'a person, where both fail',
			all(8, refused),
			{
				...{ text: 'praise', decidedBy: 'a person' },
				reason: expect.stringMatching(/^None of the 5 clones answered: .+\. None of the 3 clones answered: /) as string,
			},
		],
	])('is decided by %s', async (_, answers, decided) => {
		const { outputsOf } = await classify('It does what it does.', answers);
		expect(outputsOf('Category')).toEqual([[expect.objectContaining({ json: expect.objectContaining(decided) as object })]]);
	});

	it('ends with an error, and asks nobody, where there is no message', async () => {
		const { run, calls } = await classify(' ', all(8, 'bug'));
		expect(run.data.resultData.error?.message).toContain('The task is empty');
		expect(calls).toBe(0);
	});
});
