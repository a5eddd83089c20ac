import type { Locator } from 'playwright-core';
import type { Editor } from './openEditor.mts';

/**
 * Opens each drop-down of the open panel once: lists, lists of the server's models, and the menus of what can be added.
 *
 * @returns what was wrong: a list that stayed empty or told of an error
 */
export async function openDropDowns(editor: Editor): Promise<readonly string[]> {
	const { part, page } = editor;
	const fields = part('node-parameters');
	const faults: string[] = [];
	const look = async (dropDown: Locator, choices: Locator) => {
		const name = (await nameOf(dropDown)) ?? 'a list without a name';
		await editor.click(dropDown);
		const failed = page.locator(
			'[data-test-id="rlc-error-container"]:visible, .el-notification--error, .el-notification:has-text("Error")',
		);
		await choices.first().or(failed.first()).first().waitFor();
		if ((await failed.count()) > 0) faults.push(`${name}: ${await failed.first().innerText()}`);
		await page.keyboard.press('Escape');
		await choices.first().waitFor({ state: 'hidden' });
	};
	for (const list of await fields.locator('[data-test-id^="parameter-input-"] .el-select:visible').all()) {
		await look(list, page.locator('.el-select-dropdown__item:visible'));
	}
	for (const list of await fields.locator('[data-test-id="rlc-input"]:visible').all()) {
		await look(list, page.locator('[data-test-id="rlc-item"]:visible'));
	}
	for (const menu of await fields.locator('[data-test-id="collection-parameter-add"]:visible').all()) {
		await look(menu, page.locator('[data-test-id="collection-parameter-option"]:visible'));
	}
	return faults;
}

const nameOf = (dropDown: Locator): Promise<string | null> =>
	dropDown
		.locator(
			'xpath=ancestor-or-self::*[starts-with(@data-test-id, "parameter-input-") or starts-with(@data-test-id, "collection-parameter")][1]',
		)
		.first()
		.getAttribute('data-test-id');
