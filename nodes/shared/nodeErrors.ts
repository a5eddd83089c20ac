import { NodeOperationError, type INode } from 'n8n-workflow';
import { isEngineError } from '../engine/errors';
import { TooFewAnswersError } from '../engine/fanout/errors';

/**
 * Turns anything thrown into an error that n8n shows well: what happened as the message, what to do as the description.
 *
 * An n8n error passes through as it is. The receipt of a run with too few answers goes along, so that a saved execution tells which clone ran into what.
 */
export function toNodeError(node: INode, error: unknown, itemIndex: number): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	if (isEngineError(error)) {
		const nodeError = new NodeOperationError(node, error.message, { description: error.advice, itemIndex });
		if (error instanceof TooFewAnswersError) nodeError.context['data'] = { receipt: error.receipt };
		return nodeError;
	}
	return new NodeOperationError(node, error instanceof Error ? error : new Error(String(error)), { itemIndex });
}
