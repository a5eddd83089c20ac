import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runTemplate } from '../support/runTemplate';
import { startVllmDouble } from '../support/vllmDouble/index.ts';
import type { ExportedWorkflow } from './describeExported';

const template = JSON.parse(readFileSync('workflows/magi.json', 'utf8')) as ExportedWorkflow;

it.each(['', ' '])('MAGI says that Melchior gave no decision where it answers %j, and names no field', async (decision) => {
	const settings = { namespace: crypto.randomUUID(), store: 'embedded', question: 'Is ice cold?', decision: 'Is ice cold?' };
	const nodes = template.nodes.filter(({ name }) => name !== 'Melchior');
	const melchior = { id: 'm', name: 'Melchior', type: 'n8n-nodes-base.noOp', position: [0, 0] as const, parameters: {} };
	const connections = {
		...template.connections,
		Melchior: { main: [template.connections['Melchior']!['main']![0]!] },
		Settings: { main: [[{ node: 'Melchior' }]] },
	};
	const { responses, run } = await runTemplate(
		{ ...template, nodes: [...nodes, melchior], connections },
		{ from: 'Settings', items: [{}], given: { Settings: settings, Melchior: { data: { decision } } } },
	);
	expect(responses).toEqual([{ error: 'Melchior answered without a decision', advice: expect.stringContaining('Melchior') as string }]);
	expect(run.data.resultData.error?.message).toBe('Melchior answered without a decision');
});

/** Asks five clones and Melchior, each of which takes the choice at its place in the list that it is given. */
async function decide(choices: readonly string[], places: readonly number[], test = crypto.randomUUID()) {
	const offered = (body: unknown) => JSON.parse(/"enum":(\[[^\]]*\])/.exec(JSON.stringify(body))?.[1] ?? '[]') as readonly string[];
	const double = await startVllmDouble({
		answer: (body, index) => JSON.stringify({ reason: 'So it is.', decision: offered(body)[places[index] ?? 0] }),
	});
	const { responses } = await runTemplate(template, {
		...{ from: 'Question', items: [{ body: { question: 'Which letter?', choices, test }, headers: {} }] },
		credentials: { vllmApi: { url: double.baseUrl, apiKey: '' } },
	});
	await double.close();
	return { response: responses[0] as Readonly<Record<string, unknown>>, calls: double.requests.length };
}

it.each([
	['A', 'a'],
	['New York', 'new  york'],
])('MAGI keeps apart the choices %s and %s, which differ only in how they are written', async (one, other) => {
	const split = await decide([one, other], [0, 1, 0, 1, 0, 1]);
	expect(split.response).toMatchObject({ decision: null, decided: false, votes: [{ value: one }, { value: other }] });
	const test = crypto.randomUUID();
	const agreed = await decide([one, other], [1, 1, 1, 1, 1], test);
	expect(agreed.response).toMatchObject({ decision: other, decided: true, votes: [{ voter: 'Balthazar', value: other, weight: 2 }] });
	expect(agreed.response['asked']).toMatchObject([{ clones: Array.from({ length: 5 }, () => ({ decision: other })) }]);
	const known = await decide([other, one], [], test);
	expect(known).toMatchObject({ calls: 0, response: { decision: other, learned: true } });
});

it('MAGI tells its clones the choices as they were sent where no two are alike', async () => {
	const { response } = await decide(['yes', 'No'], [1, 1, 1, 1, 1]);
	expect(response).toMatchObject({ decision: 'No', text: expect.not.stringContaining('(choice') as string });
});
