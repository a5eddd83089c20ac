import { afterAll, beforeAll, expect, it } from 'vitest';
import { openNewWorkflow, openPanel, pasteWorkflow, runWorkflow } from '../../scripts/editor/canvas.mts';
import { describeInEditor } from './support/describeInEditor';
import { startEditor, type StartedEditor } from './support/startEditor';

const said = 'Use <|python_tag|> only with <model>, where 3 < 4 & so on';

const workflow = {
	nodes: [
		{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{
			...{ id: 'ask', name: 'Ask', type: 'n8n-nodes-shadow-clones.shadowCloneFanOut', typeVersion: 1, position: [300, 0] },
			parameters: { task: 'Say 8.', clones: 1, model: { __rl: true, mode: 'id', value: 'double-1b' } },
			credentials: { vllmApi: { id: '', name: 'vLLM account' } },
		},
	],
	connections: { Start: { main: [[{ node: 'Ask', type: 'main', index: 0 }]] } },
};

describeInEditor('An error that quotes what looks like HTML', () => {
	let started: StartedEditor;

	beforeAll(async () => {
		const body = { error: { message: said, type: 'BadRequestError', param: null, code: 400 } };
		started = await startEditor({ double: { faults: () => ({ kind: 'status', status: 400, body }) } });
	});
	afterAll(async () => await started?.close());

	it('has all its words in the toast and in the panel', async () => {
		const { editor } = started;
		await openNewWorkflow(editor);
		await pasteWorkflow(editor, workflow);

		const toast = await runWorkflow(editor);
		await openPanel(editor, 'Ask');
		const panel = await editor.part('node-error-message').innerText();

		const seen = 'Use ‹|python_tag|› only with ‹model›, where 3 ‹ 4 & so on';
		expect(toast).toContain(seen);
		expect(panel).toContain(seen);
	});
});
