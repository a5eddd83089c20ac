import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTrigger, closePanel, openCreator, openNewWorkflow } from '../../scripts/editor/canvas.mts';
import { describeInEditor } from './support/describeInEditor';
import { startEditor, type StartedEditor } from './support/startEditor';

const nodes = ['Shadow Clone Fan-Out', 'Clone Evaluator', 'Synthesizer', 'Memory Gateway'];
const words = [
	...['shadow', 'clone', 'parallel', 'fan out', 'best of n', 'vote', 'consensus', 'ensemble', 'council', 'judge', 'evaluate'],
	...['test code', 'run code', 'sandbox', 'merge answers', 'citation', 'memory', 'cache', 'vllm', 'ollama', 'local model'],
];

describeInEditor("The editor's node search", () => {
	let started: StartedEditor;

	beforeAll(async () => {
		started = await startEditor();
		const { editor } = started;
		await openNewWorkflow(editor);
		await addTrigger(editor, 'On chat message');
		await closePanel(editor);
		await openCreator(editor);
	});
	afterAll(async () => await started?.close());

	it.each(words)('finds all four nodes under "%s"', async (word) => {
		const { part } = started.editor;
		// What the word before found must be gone, or it would be taken for this word's.
		await part('node-creator-search-bar').fill('zqxj');
		await part('node-creator-item-name').getByText('Shadow Clone Fan-Out', { exact: true }).waitFor({ state: 'hidden' });
		await part('node-creator-search-bar').fill(word);
		for (const name of nodes) await part('node-creator-item-name').getByText(name, { exact: true }).waitFor();
		expect(await part('node-creator-item-name').allInnerTexts()).toEqual(expect.arrayContaining(nodes));
	});
});
