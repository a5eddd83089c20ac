import type { Locator } from 'playwright-core';
import type { Editor } from './openEditor.mts';

/** Types a message into the workflow's chat and sends it. Resolves to the answer's text when the bubble is there. */
export async function chat({ page, part, click, fill }: Editor, message: string): Promise<string> {
	if (!(await part('canvas-chat-body').isVisible())) await click(part('workflow-chat-button'));
	const body = part('canvas-chat');
	await fill(body.locator('textarea'), message);
	await page.keyboard.press('Enter');
	const answer: Locator = body.locator('.chat-message-from-bot:not(.chat-message-typing)').last();
	await answer.waitFor();
	return (await answer.innerText()).trim();
}
