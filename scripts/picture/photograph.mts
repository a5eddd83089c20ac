import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import type { Editor } from '../editor/openEditor.mts';

/** A file of this checkout. */
export const pathOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Takes a picture of the whole page, or of this part of it, once fonts and canvas have come to rest: two pictures of the same page are then the same. */
export async function photograph({ page }: Editor, file: string, part?: Locator): Promise<void> {
	// n8n's own advice to newcomers would cover what the picture shows.
	await page.evaluate(
		`document.querySelectorAll('[data-reka-popper-content-wrapper], .el-notification').forEach((element) => element.remove())`,
	);
	let before = '';
	for (let now = ''; before === '' || now !== before;) {
		before = now;
		now = (await page.screenshot({ animations: 'disabled', caret: 'hide' })).toString('base64');
	}
	await (part ?? page).screenshot({ path: pathOf(file), animations: 'disabled', caret: 'hide' });
}
