import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVllmDouble } from '../../test/support/vllmDouble/index.ts';
import { closePanel, openNewWorkflow, openPanel, pasteWorkflow } from '../editor/canvas.mts';
import { chat } from '../editor/chat.mts';
import { openEditor, type Editor } from '../editor/openEditor.mts';
import { startN8n } from '../real-n8n/startN8n.mts';
import { readOptions } from '../shared/readOptions.mts';
import { runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { photograph, pathOf } from './photograph.mts';
import { photographFirstFlow } from './photographFirstFlow.mts';
import { agentOnClones, chain, gateway } from './picturedWorkflows.mts';

/** Takes the pictures of README and docs in the editor of a real n8n; what is answered in them is scripted. Needs a Chromium (`CHROMIUM_PATH` says where). */
async function takePictures(): Promise<void> {
	readOptions({}, (values) => values);
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-pictures-'));
	const double = await startVllmDouble({
		models: ['qwen2.5-7b-instruct'],
		maxModelLen: 32_768,
		answer: () => 'The capital of France is Paris.',
	});
	const n8n = await step('starting n8n', (onStep) => startN8n({ folder, env: { N8N_DISABLE_UI: 'false' }, onStep }));
	const editor = await openEditor(n8n, { width: 1500, height: 860 });
	try {
		await mkdir(pathOf('docs/images'), { recursive: true });
		// It makes the credential that all others choose.
		await step('the first flow', () => photographFirstFlow(editor, double.baseUrl));
		await step('the template', () => photographTemplate(editor));
		await step('the chain and the panels of its nodes', () => photographChain(editor));
		await step('the agent on clones', () => photographAgent(editor));
	} finally {
		await editor.close();
		await n8n.stop();
		await double.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function photographTemplate(editor: Editor): Promise<void> {
	await openNewWorkflow(editor);
	await pasteWorkflow(editor, JSON.parse(await readFile(pathOf('workflows/code-variations.json'), 'utf8')));
	await photographPage(editor, 'workflows/code-variations.png');
}

async function photographChain(editor: Editor): Promise<void> {
	await openNewWorkflow(editor);
	await pasteWorkflow(editor, gateway);
	await photographPanel(editor, 'Memory Gateway');
	await openNewWorkflow(editor);
	await pasteWorkflow(editor, chain);
	for (const name of ['Shadow Clone Fan-Out', 'Clone Evaluator', 'Synthesizer']) await photographPanel(editor, name);
	await chat(editor, 'What is the capital of France?');
	await photographPage(editor, 'docs/images/chain.png');
}

async function photographPanel(editor: Editor, name: string): Promise<void> {
	await openPanel(editor, name);
	await editor.part('node-parameters').waitFor();
	await photograph(editor, `docs/images/${name.toLowerCase().replaceAll(' ', '-')}.png`, editor.part('ndv'));
	await closePanel(editor);
}

async function photographAgent(editor: Editor): Promise<void> {
	await openNewWorkflow(editor);
	await pasteWorkflow(editor, agentOnClones);
	await chat(editor, 'What is the capital of France?');
	await photographPage(editor, 'docs/images/agent-on-clones.png');
}

async function photographPage(editor: Editor, file: string): Promise<void> {
	await editor.part('zoom-to-fit').click();
	await photograph(editor, file);
}

await runScript(takePictures);
