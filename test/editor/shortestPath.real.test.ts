import { afterAll, beforeAll, expect, it } from 'vitest';
import { addNextNode, addTrigger, closePanel, connectTo, openNewWorkflow } from '../../scripts/editor/canvas.mts';
import { chat } from '../../scripts/editor/chat.mts';
import { describeInEditor } from './support/describeInEditor';
import { startEditor, type StartedEditor } from './support/startEditor';

describeInEditor('From an empty canvas to an answer by five clones', () => {
	let started: StartedEditor;

	beforeAll(async () => {
		started = await startEditor({ withCredential: false, double: { answer: () => 'The capital of France is Paris.' } });
	});
	afterAll(async () => await started?.close());

	it('takes at most 12 clicks and 2 typed fields', async () => {
		const { editor, double } = started;
		await openNewWorkflow(editor);
		await addTrigger(editor, 'On chat message');
		await closePanel(editor);
		await addNextNode(editor, 'shadow', 'Shadow Clone Fan-Out');
		await connectTo(editor, double.baseUrl);
		await closePanel(editor);
		await addNextNode(editor, 'evaluator', 'Clone Evaluator');
		await closePanel(editor);
		await addNextNode(editor, 'synthesizer', 'Synthesizer');
		await closePanel(editor);

		const answer = await chat(editor, 'What is the capital of France?');

		expect(answer).toBe('The capital of France is Paris.');
		const asked = double.requests.filter(({ messages }) => JSON.stringify(messages).includes('What is the capital of France?'));
		expect(asked.length).toBeGreaterThanOrEqual(5);
		expect(editor.effort.clicks).toBeLessThanOrEqual(12);
		expect(editor.effort.typedFields).toBeLessThanOrEqual(2);
		expect(editor.troubles).toEqual([]);
	});
});
