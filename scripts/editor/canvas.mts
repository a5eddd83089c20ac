import type { Locator } from 'playwright-core';
import type { Editor } from './openEditor.mts';

/** An empty canvas. */
export async function openNewWorkflow({ page, part, address }: Editor): Promise<void> {
	await page.goto(`${address}/workflow/new`);
	await part('canvas-plus-button').waitFor();
}

/** The node of this name on the canvas. */
export const nodeOf = ({ page }: Editor, name: string): Locator => page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);

/** Something to do in the middle of a step, such as taking a picture. */
type Pause = () => Promise<void>;

/** Adds the trigger that the creator offers under this title; its panel is open afterwards. */
export async function addTrigger({ page, part, click }: Editor, title: string, onOffered?: Pause): Promise<void> {
	await click(part('canvas-plus-button'));
	const offered = part('node-creator').getByText(title, { exact: true });
	await offered.scrollIntoViewIfNeeded();
	await onOffered?.();
	await click(offered);
	await part('ndv').waitFor();
	await page.locator('[data-test-id="node-creator"]').waitFor({ state: 'hidden' });
}

/** Opens the creator by the + on the output of the node that was added last. */
export async function openCreator({ page, part, click }: Editor): Promise<void> {
	// Wide nodes push the + of the last one off the screen; this is n8n's own key for Zoom to Fit.
	await page.keyboard.press('1');
	await click(part('canvas-node').last().locator('[data-handleid="outputs/main/0"] [data-test-id="canvas-handle-plus"]'));
	await part('node-creator-search-bar').waitFor();
}

/** Searches for these words and takes the node of this name, which must come first; its panel is open afterwards. */
export async function addNextNode(editor: Editor, words: string, name: string, onFound?: Pause): Promise<void> {
	const { page, part, click } = editor;
	await openCreator(editor);
	await part('node-creator-search-bar').pressSequentially(words);
	await part('node-creator-item-name').first().filter({ hasText: name }).waitFor();
	await onFound?.();
	await page.keyboard.press('Enter');
	// n8n shows a page about a community node before it adds it.
	await click(part('node-creator').getByText('Add to workflow'));
	await part('ndv').waitFor();
}

export async function openPanel(editor: Editor, name: string): Promise<void> {
	// A canvas that still moves after a paste takes the first click for itself.
	for (let tries = 0; tries < 10 && !(await editor.part('ndv').isVisible()); tries++) {
		await closeToasts(editor);
		await nodeOf(editor, name)
			.dblclick({ timeout: 5000 })
			.catch(() => {});
		await editor
			.part('ndv')
			.waitFor({ timeout: 5000 })
			.catch(() => {});
	}
	await editor.part('ndv').waitFor();
}

/** Such as the one that says which credential n8n has chosen: it stays, and may lie over a node. */
async function closeToasts({ page }: Editor): Promise<void> {
	const closers = page.locator('.el-notification__closeBtn:visible');
	for (let left = await closers.count(); left > 0; left--)
		await closers
			.first()
			.click({ timeout: 1000 })
			.catch(() => {});
}

export async function closePanel({ page, part }: Editor): Promise<void> {
	// In a field, Escape only leaves the field.
	await page.evaluate('document.activeElement?.blur()');
	await page.keyboard.press('Escape');
	await part('ndv').waitFor({ state: 'hidden' });
}

/** Makes the credential that the open panel asks for; only the address is filled in. */
export async function connectTo({ part, click, fill }: Editor, address: string, onOpened?: Pause): Promise<void> {
	await click(part('node-credentials-empty-state').getByRole('button'));
	const dialog = part('editCredential-modal');
	await dialog.waitFor();
	await onOpened?.();
	await fill(dialog.locator('[data-test-id="parameter-input-url"] input'), address);
	await click(dialog.locator('[data-test-id="credential-save-button"]'));
	await dialog.waitFor({ state: 'hidden' });
}

const MOST_PASTES = 4;
const PASTED_MS = 5_000;

/** Pastes a workflow onto the canvas as from the clipboard, and waits for its nodes. */
export async function pasteWorkflow(
	editor: Editor,
	workflow: { readonly nodes: ReadonlyArray<{ name: string; type: string }> },
): Promise<void> {
	const { page, part } = editor;
	// n8n takes only what has both for a workflow.
	const whole = JSON.stringify({ connections: {}, ...workflow });
	await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(whole)})`);
	const shown = workflow.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	const first = shown[0] && nodeOf(editor, shown[0].name);
	// Right after the canvas was cleared n8n may take no key: then the same once more.
	for (let tries = 0; tries < MOST_PASTES; tries++) {
		await part('canvas-wrapper').focus();
		await page.keyboard.press('ControlOrMeta+v');
		const isThere = await first?.waitFor({ timeout: PASTED_MS }).then(
			() => true,
			() => false,
		);
		if (isThere !== false) break;
	}
	for (const { name } of shown) await nodeOf(editor, name).waitFor();
}

/** Runs the workflow by the editor's button, and waits until n8n says how it went. */
export async function runWorkflow({ page, part, click }: Editor): Promise<string> {
	await click(part('execute-workflow-button'));
	const toast = page.locator('.el-notification').filter({ hasText: /executed successfully|Problem in node|Error/ });
	await toast.first().waitFor();
	return (await toast.first().innerText()).trim();
}

/** Picks the credential of this name wherever the open panel asks for one. */
export async function chooseCredential({ page, part, click }: Editor, name: string): Promise<void> {
	for (const slot of await part('node-credentials-select').all()) {
		await click(slot);
		await click(page.locator('.el-select-dropdown__item:visible').filter({ hasText: name }).first());
	}
}

/** Deletes all that is on the canvas. */
export async function clearCanvas({ page, part }: Editor): Promise<void> {
	await part('canvas-wrapper').focus();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.press('Delete');
	await part('canvas-plus-button').waitFor();
}
