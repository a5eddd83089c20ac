import { addNextNode, addTrigger, closePanel, connectTo, openNewWorkflow } from '../editor/canvas.mts';
import { chat } from '../editor/chat.mts';
import type { Editor } from '../editor/openEditor.mts';
import { photograph } from './photograph.mts';

const pictureOf = (step: number) => `docs/images/first-flow-${step}.png`;

/** Takes the six pictures of README's first flow, on the way that `test/editor/shortestPath.real.test.ts` counts the clicks of. */
export async function photographFirstFlow(editor: Editor, address: string): Promise<void> {
	const { page, part } = editor;
	const usual = page.viewportSize();
	await page.setViewportSize({ width: 1320, height: 740 });
	await openNewWorkflow(editor);
	await addTrigger(editor, 'On chat message', () => photograph(editor, pictureOf(1)));
	await closePanel(editor);
	await addNextNode(editor, 'shadow', 'Shadow Clone Fan-Out', () => photograph(editor, pictureOf(2)));
	await connectTo(editor, address, async () => {
		// An address that a reader may have; the one of the double says nothing.
		await part('editCredential-modal').locator('[data-test-id="parameter-input-url"] input').fill('http://gpu-box:8000/v1');
		await photograph(editor, pictureOf(3), page.locator('[data-test-id="editCredential-modal"]'));
	});
	await closePanel(editor);
	await addNextNode(editor, 'evaluator', 'Clone Evaluator');
	await photograph(editor, pictureOf(4), part('ndv'));
	await closePanel(editor);
	await addNextNode(editor, 'synthesizer', 'Synthesizer');
	await closePanel(editor);
	await part('zoom-to-fit').click();
	await photograph(editor, pictureOf(5));
	await chat(editor, 'What is the capital of France?');
	await part('zoom-to-fit').click();
	await photograph(editor, pictureOf(6));
	if (usual) await page.setViewportSize(usual);
}
