import { NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';
import { isEngineError } from '../engine/errors';
import type { Receipt } from '../engine/receipt';
import { escapeHtml } from './escapeHtml';
import { withoutTags } from './withoutTags';

/**
 * Turns anything thrown into an error that n8n shows well: what happened as the message, what to do as the description.
 *
 * An n8n error passes through as it is. Any other loses its < and &, which the editor takes for HTML in some places and not in others. Where there are several `items`, the description says which one it was. The receipt that an error of a run carries lies in the context, which error workflows and saved executions see.
 */
export function toNodeError(node: INode, error: unknown, itemIndex: number, items = 1): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	if (!isEngineError(error)) return toStrangeError(node, error, itemIndex);
	const message = withoutTags(error.message);
	const which = items > 1 ? [`This was item ${itemIndex + 1} of ${items}.`] : [];
	const description = withoutTags([error.advice, ...which].join(' ').trim());
	const nodeError = new NodeOperationError(node, message, { description, itemIndex });
	// n8n puts a general sentence in place of one that holds a code such as ECONNREFUSED, and what happened where is lost.
	nodeError.message = message;
	const shown = escapeHtml(description);
	// The editor shows this for the description, as HTML; webhooks, error workflows and the API get the description, as text.
	if (shown !== description) nodeError.context['descriptionTemplate'] = shown;
	if ('receipt' in error) nodeError.context['receipt'] = error.receipt as IDataObject;
	return nodeError;
}

/** n8n has words of its own for some of these, whose description may hold a link. */
function toStrangeError(node: INode, error: unknown, itemIndex: number): NodeOperationError {
	const nodeError = new NodeOperationError(node, error instanceof Error ? error : new Error(String(error)), { itemIndex });
	nodeError.message = withoutTags(nodeError.message);
	return nodeError;
}

/** Advice of an item with an error on it, under `details`, and always there: n8n puts the fields of the input item back, and a candidate has details of its own. */
export function toErrorJson(error: NodeOperationError): { readonly error: string; readonly details: string } {
	return { error: error.message, details: error.description ?? '' };
}

/** The receipt of a run that came to nothing; undefined for other errors. */
export function receiptOf({ context }: NodeOperationError): Receipt | undefined {
	return context['receipt'] as unknown as Receipt | undefined;
}
