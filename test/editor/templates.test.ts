import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseCredential, closePanel, openNewWorkflow, openPanel, pasteWorkflow, runWorkflow } from '../../scripts/editor/canvas.mts';
import { readColumns, readFirst } from '../../scripts/editor/outputPanel.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import type { ChatBody } from '../support/vllmDouble/index.ts';
import { describeInEditor } from './support/describeInEditor';
import { startEditor, type StartedEditor } from './support/startEditor';

const readTemplate = (file: string) => JSON.parse(readFileSync(join(__dirname, '../../workflows', file), 'utf8')) as Workflow;

const fence = '```';
const largest = `${fence}js\nfunction largest(numbers) { return Math.max(...numbers); }\n${fence}`;

/** Where a format is asked for, words that keep to it. */
function play(body: ChatBody) {
	if (body['response_format'] !== undefined) return undefined as never;
	return JSON.stringify(body.messages).includes('largest(numbers)') ? largest : 'The printer is called Bruno.';
}

describeInEditor('A template that is pasted onto the canvas', () => {
	let started: StartedEditor;

	beforeAll(async () => {
		started = await startEditor({ double: { answer: play } });
	});
	afterAll(async () => await started?.close());

	it.each([
		['code-variations.json', 'Try each in a sandbox', 'function largest'],
		['memory-gateway-shadow-clones-ready.json', 'Make one answer', 'The printer is called Bruno.'],
		['cooperative-search.json', 'Research together', 'The printer is called Bruno.'],
		['magi.json', 'Adam decides', 'Is a tomato a fruit'],
	])('runs from the editor on its sample, and its answer is the first column: %s', async (file, answering, answer) => {
		const { editor } = started;
		const template = readTemplate(file);
		await openNewWorkflow(editor);
		await pasteWorkflow(editor, template);
		for (const { name } of template.nodes.filter(({ credentials }) => credentials !== undefined)) {
			await openPanel(editor, name);
			await chooseCredential(editor, 'vLLM account');
			await closePanel(editor);
		}

		expect(await runWorkflow(editor)).toMatch(/executed successfully/);

		await openPanel(editor, answering);
		const columns = await readColumns(editor);
		expect(columns[0]).toEqual({ name: 'text', isInSight: true });
		expect(await readFirst(editor, 0)).toContain(answer);
		await closePanel(editor);
	});
});
