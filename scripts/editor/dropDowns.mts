import type { Locator } from 'playwright-core';
import type { Editor } from './openEditor.mts';

/** What became of the drop-downs of an open panel; each is named by its field, after the names of the groups of fields that it is in. */
export interface OpenedDropDowns {
	readonly shown: readonly string[];
	readonly opened: readonly string[];
	/** A list that stayed empty or told of an error. */
	readonly faults: readonly string[];
}

const fieldSelects = '[data-test-id^="parameter-input-"] .el-select:visible';
const ownLists = '[data-test-id="rlc-input"]:visible';
/** A collection of one field has a button instead. */
const menus = '[data-test-id="collection-parameter-add"]:has(.el-select):visible';

/** Opens the drop-downs of the open panel that are wanted once each: lists, lists of the server's models, and the menus of what can be added (`+`). Waits until as many are there as are `expected`, or long enough. */
export async function openDropDowns(editor: Editor, isWanted: (key: string) => boolean, expected: number): Promise<OpenedDropDowns> {
	const { page, part } = editor;
	const fields = part('node-parameters');
	const shown: string[] = [];
	const opened: string[] = [];
	const faults: string[] = [];
	const kinds = [
		[fieldSelects, '.el-select-dropdown__item:visible'],
		[ownLists, '[data-test-id="rlc-item"]:visible'],
		[menus, '[data-test-id="collection-parameter-option"]:visible'],
	] as const;
	// n8n loads the parts of a panel one after the other, and draws what is there.
	const all = fields.locator(`${fieldSelects}, ${ownLists}, ${menus}`);
	await all.first().waitFor();
	await all
		.nth(expected - 1)
		.waitFor({ timeout: 30_000 })
		.catch(() => {});
	for (const [selector, choices] of kinds) {
		for (const dropDown of await fields.locator(selector).all()) {
			const key = await dropDown.evaluate<string, never>(keyOf);
			shown.push(key);
			if (!isWanted(key)) continue;
			const fault = await look(editor, dropDown, page.locator(choices));
			if (fault === undefined) opened.push(key);
			else faults.push(`${key}: ${fault}`);
		}
	}
	return { shown, opened, faults };
}

/** Opens a drop-down, waits for what there is to choose, and closes it. */
async function look(editor: Editor, dropDown: Locator, choices: Locator): Promise<string | undefined> {
	const { page } = editor;
	const failed = page
		.locator('[data-test-id="rlc-error-container"]:visible, .el-notification--error, .el-notification:has-text("Error")')
		.or(page.getByText(/^No (?:results|data)$/).locator('visible=true'));
	await openList(editor, dropDown, choices.or(failed).first());
	const fault = (await failed.count()) > 0 ? await failed.first().innerText() : undefined;
	await page.keyboard.press('Escape');
	await choices.first().waitFor({ state: 'hidden' });
	return fault;
}

/** n8n draws the fields again where an answer of the server arrives, and that closes a list that was just opened: a user clicks once more. */
async function openList(editor: Editor, dropDown: Locator, opened: Locator): Promise<void> {
	for (let tries = 1; tries <= 3; tries++) {
		await editor.click(dropDown);
		const isOpen = await opened.waitFor({ timeout: 10_000 }).then(
			() => true,
			() => false,
		);
		if (isOpen) return;
	}
	await opened.waitFor();
}

interface Element {
	readonly dataset: { readonly testId?: string };
	readonly parentElement: Element | null;
}

/** Runs in the browser, and uses nothing from around it for that reason. */
function keyOf(dropDown: Element): string {
	const names: string[] = [];
	let mode = '';
	for (let each: Element | null = dropDown; each !== null && each.dataset.testId !== 'node-parameters'; each = each.parentElement) {
		const id = each.dataset.testId ?? '';
		if (id === 'rlc-mode-selector') mode = ' mode';
		if (id === 'collection-parameter-add') names.unshift('+');
		const name = /^(?:parameter-input|fixed-collection)-(.+)$/.exec(id)?.[1];
		if (name !== undefined) names.unshift(name);
	}
	return names.join('.') + mode;
}
