import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, type Editor } from '../../../scripts/editor/openEditor.mts';
import { startN8n, type RunningN8n } from '../../../scripts/real-n8n/startN8n.mts';
import type { N8nCredential, Workflow } from '../../../scripts/real-n8n/workflow.mts';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

export interface StartedEditor {
	readonly editor: Editor;
	readonly n8n: RunningN8n;
	readonly double: VllmDouble;
	close(): Promise<void>;
}

export interface StartEditorOptions {
	readonly double?: VllmDoubleSettings;
	/** False for an n8n that knows no credential yet. */
	readonly withCredential?: boolean;
	/** More of them, beside or in place of that one. */
	readonly credentials?: readonly N8nCredential[];
	readonly workflows?: readonly Workflow[];
}

/** A fresh n8n with our package, a model server that needs no model, and a browser that is logged in. */
export async function startEditor(options: StartEditorOptions = {}): Promise<StartedEditor> {
	const closing: Array<() => Promise<void>> = [];
	const close = async () => {
		for (const end of closing.toReversed()) await end();
	};
	try {
		const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-editor-'));
		closing.push(() => rm(folder, { recursive: true, force: true }));
		const double = await startVllmDouble({ models: ['double-1b', 'double-7b'], maxModelLen: 32_768, ...options.double });
		closing.push(() => double.close());
		const account = { name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } };
		const n8n = await startN8n({
			folder,
			credentials: [...(options.withCredential === false ? [] : [account]), ...(options.credentials ?? [])],
			workflows: options.workflows ?? [],
			unpublished: (options.workflows ?? []).map(({ name }) => name),
			env: { N8N_DISABLE_UI: 'false' },
		});
		closing.push(() => n8n.stop());
		const editor = await openEditor(n8n);
		closing.push(() => editor.close());
		return { editor, n8n, double, close };
	} catch (error) {
		await close();
		throw error;
	}
}
