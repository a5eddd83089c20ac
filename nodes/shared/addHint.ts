import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { escapeHtml } from './escapeHtml';

/** Tells the user something beside the output, in the editor. The message is plain text, whatever a model or a server wrote in it. */
export function addHint(
	context: Pick<IExecuteFunctions, 'addExecutionHints'>,
	message: string,
	type: NonNullable<NodeExecutionHint['type']> = 'info',
): void {
	context.addExecutionHints({ message: escapeHtml(message), type, location: 'outputPane' });
}
