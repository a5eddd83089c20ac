import type { IExecuteFunctions, INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { joinSignals } from '../engine/joinSignals';
import { untilAborted } from '../engine/untilAborted';
import { describeClones } from './describeClones';
import { receiptOf, toErrorJson, toNodeError } from './nodeErrors';
import { toReceiptJson } from './receiptItem';

/**
 * Does `work` for every input item, all at once or `inOrder`, one after the other, and puts the results together in input order, output by output.
 *
 * With On Error set to continue, an item that went wrong becomes an item with its error on the first output, as n8n expects it (the engine moves it to
 * the error output where there is one); the receipt of its run leaves by the second output, where there is one. Otherwise
 * the first one to go wrong ends the node, and the signal given to `work` is aborted for the others; so it is when the
 * execution is stopped. Work that is aborted is not waited for.
 */
export async function forEachItem(
	context: IExecuteFunctions,
	outputs: number,
	work: (itemIndex: number, signal: AbortSignal) => Promise<INodeExecutionData[][]>,
	{ inOrder = false }: { readonly inOrder?: boolean } = {},
): Promise<INodeExecutionData[][]> {
	const others = new AbortController();
	const stopPressed = context.getExecutionCancelSignal();
	const { signal, release } = joinSignals(others.signal, stopPressed);

	const doItem = async (itemIndex: number): Promise<INodeExecutionData[][]> => {
		try {
			return await untilAborted(async () => await work(itemIndex, signal), signal);
		} catch (error) {
			if (context.continueOnFail() && !signal.aborted) return toErrorItems(toNodeError(context.getNode(), error, itemIndex), itemIndex);
			others.abort(toNodeError(context.getNode(), error, itemIndex, context.getInputData().length));
			return [];
		}
	};
	let before: Promise<unknown> = Promise.resolve();
	const begin = async (itemIndex: number) => {
		const result = inOrder ? before.then(async () => await doItem(itemIndex)) : doItem(itemIndex);
		before = result;
		return await result;
	};
	const results = await Promise.all(context.getInputData().map(async (_, itemIndex) => await begin(itemIndex))).finally(release);

	// n8n records an execution that throws after Stop as one with an error, and one that returns as canceled.
	if (others.signal.aborted && stopPressed?.aborted !== true) throw others.signal.reason;
	return Array.from({ length: outputs }, (_, output) => results.flatMap((result) => result[output] ?? []));
}

/** The advice goes under `details`, and what each clone failed of under `message`: an item with any key but error, message and details would not be taken for an error by the engine. */
function toErrorItems(error: NodeOperationError, itemIndex: number): INodeExecutionData[][] {
	const receipt = receiptOf(error);
	const pairedItem = { item: itemIndex };
	const json = { ...toErrorJson(error), ...(receipt === undefined ? {} : { message: describeClones(receipt) }) };
	return [[{ json, pairedItem }], ...(receipt === undefined ? [] : [[{ json: toReceiptJson(receipt), pairedItem }]])];
}
