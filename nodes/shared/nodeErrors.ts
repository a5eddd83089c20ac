import { NodeOperationError, type INode } from 'n8n-workflow';
import { isEngineError } from '../engine/errors';

/**
 * Turns anything thrown into an error that n8n shows well: what happened as the message, what to do as the description.
 *
 * An n8n error passes through as it is.
 */
export function toNodeError(node: INode, error: unknown, itemIndex: number): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	if (isEngineError(error)) return new NodeOperationError(node, error.message, { description: error.advice, itemIndex });
	return new NodeOperationError(node, error instanceof Error ? error : new Error(String(error)), { itemIndex });
}
