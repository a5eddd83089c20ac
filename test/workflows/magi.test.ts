import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runTemplate } from '../support/runTemplate';
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
