import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../engine/errors';
import { addHint } from '../shared/addHint';
import { isTool as isUsedAsTool } from '../shared/isTool';
import { openModelServer } from '../shared/openModelServer';
import { keepReceipt, settleReceipts } from '../shared/keepReceipt';
import { onExecutionEnd } from '../shared/onExecutionEnd';
import { describeQueueMode, openReceiptStore, openStore, readStoreChoice, refuseQueueMode } from '../shared/openStore';
import { readLocator } from '../shared/readLocator';
import { readModel } from '../shared/readModel';
import { notForTools, operations } from './operations';
import { refuseEmptyFields } from './operations/refuseEmptyFields';
import { refuseOperation } from './operations/refuseOperation';
import { readName } from './operations/readName';

/**
 * Does for one input item what the node's fields say.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export async function runOperation(context: IExecuteFunctions, itemIndex: number, signal: AbortSignal): Promise<readonly IDataObject[]> {
	const read = (name: string) => context.getNodeParameter(name, itemIndex, '') as unknown;
	const name = `${String(read('resource'))}.${String(read('operation'))}`;
	const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
	if (operation === undefined) throw refuseOperation(read('resource'), read('operation'));
	const isTool = isUsedAsTool(context);
	if (isTool) refuseTool(name);
	refuseEmptyFields(name, (field) => ({ value: read(field), written: readWritten(context, itemIndex, field) }));
	const isOfReceipts = read('resource') === 'receipts';
	const namespace = isOfReceipts ? '' : readName(readLocator(read('namespace')), 'Namespace');
	// A tool is called as often as a model likes, and each call counts.
	const turn = isTool ? crypto.randomUUID() : turnOf(context, itemIndex);
	const jobKey = `${context.getExecutionId()} ${context.getNode().id} ${turn}`;
	const choice = readStoreChoice(read('store'), context.getNodeParameter('options', itemIndex, {}));
	if (!isOfReceipts) refuseQueueMode(choice);
	const queueMode = itemIndex === 0 ? describeQueueMode(choice) : undefined;
	if (queueMode !== undefined) addHint(context, queueMode, 'warning');
	const store = await (isOfReceipts ? openReceiptStore : openStore)(context, itemIndex, choice);
	if (isOfReceipts) await settleReceipts(store.receipts);
	const hint = (type: 'info' | 'warning') => (message: string) => addHint(context, message, type);
	const openServer = async () => await openModelServer(context, itemIndex);
	const openModels = async () =>
		read('byMeaning') === true
			? {
					endpoint: await openServer(),
					embeddingModel: readEmbeddingModel(context, itemIndex),
				}
			: undefined;
	return await operation({
		store,
		openModels,
		openServer,
		isTool,
		warn: hint('warning'),
		tell: hint('info'),
		onEnd: (ended) => onExecutionEnd(context, ended),
		namespace,
		jobKey,
		executionId: context.getExecutionId(),
		timeZone: context.getTimezone(),
		keepReceipt: (figures) => keepReceipt(context, itemIndex, figures, choice),
		json: context.getInputData()[itemIndex]?.json ?? {},
		read,
		signal,
	});
}

/** A field as it stands in the workflow, with the expression in it. */
function readWritten(context: IExecuteFunctions, itemIndex: number, name: string): unknown {
	return context.getNodeParameter(name, itemIndex, '', { rawExpressions: true });
}

/** The editor does not offer these to a tool; a workflow made by hand may ask for them all the same. */
function refuseTool(name: string): void {
	const reason = notForTools[name];
	if (reason === undefined) return;
	throw new InvalidInputError(
		`This operation is not available as a tool: ${reason}`,
		'Choose another operation for the agent, or use this one as a step of a workflow.',
		'Operation',
	);
}

const idOfItem = new WeakMap<object, string>();

/** Another one in every turn of a loop, and for every item: where n8n tries the node again, it gives the same item in the same execution. */
function turnOf(context: IExecuteFunctions, itemIndex: number): string {
	const item: object = context.getInputData()[itemIndex] ?? {};
	const id = idOfItem.get(item) ?? crypto.randomUUID();
	idOfItem.set(item, id);
	return `${String(context.getWorkflowDataProxy(itemIndex).$runIndex)} ${id}`;
}

function readEmbeddingModel(context: IExecuteFunctions, itemIndex: number): string {
	return readName(readModel(context, itemIndex, 'embeddingModel'), 'Embedding Model');
}
