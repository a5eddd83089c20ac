import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseCredential, closePanel, openNewWorkflow, openPanel, pasteWorkflow, runWorkflow } from '../../scripts/editor/canvas.mts';
import { readFirst } from '../../scripts/editor/outputPanel.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';
import { describeInEditor } from './support/describeInEditor';
import { startEditor, type StartedEditor } from './support/startEditor';

const template = JSON.parse(readFileSync(join(__dirname, '../../workflows/magi.json'), 'utf8')) as Workflow;
const decide = (decision: string) => JSON.stringify({ reason: 'So it is.', decision });

describeInEditor('MAGI on two model servers, each behind a credential of its own', () => {
	let started: StartedEditor;
	let small: VllmDouble;
	let large: VllmDouble;

	beforeAll(async () => {
		let said = 0;
		small = await startVllmDouble({ models: ['double-0.5b'], answer: () => decide(said++ % 2 === 0 ? 'yes' : 'no') });
		large = await startVllmDouble({ models: ['double-7b'], answer: () => decide('yes') });
		started = await startEditor({
			withCredential: false,
			credentials: [
				{ name: 'Small server', type: 'vllmApi', data: { url: small.baseUrl, apiKey: '' } },
				{ name: 'Large server', type: 'vllmApi', data: { url: large.baseUrl, apiKey: '' } },
			],
		});
	});
	afterAll(async () => {
		await started?.close();
		await small?.close();
		await large?.close();
	});

	it('asks each by the credential that was chosen in its node, and decides what both are for', async () => {
		const { editor } = started;
		await openNewWorkflow(editor);
		await pasteWorkflow(editor, template);
		for (const [node, credential] of [
			['Balthazar', 'Small server'],
			['Melchior', 'Large server'],
		] as const) {
			await openPanel(editor, node);
			await chooseCredential(editor, credential);
			await closePanel(editor);
		}

		expect(await runWorkflow(editor)).toMatch(/executed successfully/);

		expect([small, large].map(({ requests }) => requests.map(({ model }) => model))).toEqual([
			Array.from({ length: 5 }, () => 'double-0.5b'),
			['double-7b'],
		]);
		await openPanel(editor, 'Adam decides');
		expect(await readFirst(editor, 0)).toMatch(/yes/);
		await closePanel(editor);
	});
});
