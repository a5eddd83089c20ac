import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseCredential, closePanel, openNewWorkflow, openPanel, pasteWorkflow, runWorkflow } from '../../scripts/editor/canvas.mts';
import { readColumns, readFirst } from '../../scripts/editor/outputPanel.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { createPatternModel } from '../e2e/patternModel.ts';
import { describeInEditor } from './support/describeInEditor';
import { startEditor, type StartedEditor } from './support/startEditor';

const readPattern = (name: string) =>
	JSON.parse(readFileSync(join(__dirname, '../../workflows/patterns', `${name}.json`), 'utf8')) as Workflow;

describeInEditor('A pattern that is pasted onto the canvas', () => {
	let started: StartedEditor;

	beforeAll(async () => {
		started = await startEditor({ double: { answer: createPatternModel() } });
	});
	afterAll(async () => await started?.close());

	it.each([
		['chat-best-of-five', 'Best first', 'text', 'scatters blue light'],
		['council', "Council's answer", 'text', 'One repository.'],
		['classify-and-escalate', 'Category', 'text', 'billing'],
		['extract-json-by-field-vote', 'Vote on each field', 'text', '399.5'],
		['translate-or-summarise-judged', 'Best version', 'text', 'Heizung'],
		['code-with-tests-by-form', 'No form is open', 'text', 'Math.max(...numbers)'],
		['answer-from-memory-with-citations', 'Write with citations', 'text', 'take over 5 days'],
		['nightly-batch-over-a-data-table', 'Add up the receipts', 'text', '499 of 500 rows sorted'],
		['clones-as-an-openai-endpoint', 'Answer', 'text', 'leaves lose their green'],
		['agent-on-clones', 'Agent', 'output', 'They are 306 litres.'],
	])('%s runs on one click, and shows its answer without scrolling', async (name, answering, column, answer) => {
		const { editor } = started;
		const pattern = readPattern(name);
		await openNewWorkflow(editor);
		await pasteWorkflow(editor, pattern);
		for (const needy of pattern.nodes.filter(({ credentials }) => credentials !== undefined)) {
			await openPanel(editor, needy.name);
			await chooseCredential(editor, 'vLLM account');
			await closePanel(editor);
		}
		expect(await editor.page.locator('[data-test-id="node-issues"]').count()).toBe(0);

		expect(await runWorkflow(editor)).toMatch(/executed successfully/);

		await openPanel(editor, answering);
		const columns = await readColumns(editor);
		expect(columns[0]).toEqual({ name: column, isInSight: true });
		expect(await readFirst(editor, 0)).toContain(answer);
		await closePanel(editor);
	});
});
