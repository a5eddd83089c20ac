import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../engine/errors';
import { addHint } from '../shared/addHint';
import { openModelServer } from '../shared/openModelServer';
import { openStore, readStoreChoice } from '../shared/openStore';
import { readModel } from '../shared/readModel';
import { operations } from './operations';
import { readName } from './operations/readName';

/**
 * Does for one input item what the node's fields say.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export async function runOperation(context: IExecuteFunctions, itemIndex: number, signal: AbortSignal): Promise<IDataObject> {
	const read = (name: string) => context.getNodeParameter(name, itemIndex, '') as unknown;
	const name = `${String(read('resource'))}.${String(read('operation'))}`;
	const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
	if (operation === undefined)
		throw new InvalidInputError(`There is no operation ${name}`, `Choose among ${Object.keys(operations).join(', ')}.`, 'Operation');
	const namespace = readName(read('namespace'), 'Namespace');
	const { file } = context.getNodeParameter('options', itemIndex, {}) as { file?: unknown };
	const isTool = context.isToolExecution?.() === true;
	// A tool is called as often as a model likes, and each call counts.
	const turn = isTool ? crypto.randomUUID() : turnOf(context, itemIndex);
	const jobKey = `${context.getExecutionId()} ${context.getNode().id} ${turn}`;
	const store = await openStore(context, itemIndex, readStoreChoice(read('store'), file));
	const warn = (message: string) => addHint(context, message, 'warning');
	const openModels = async () =>
		read('byMeaning') === true
			? {
					endpoint: await openModelServer(context, itemIndex),
					embeddingModel: readEmbeddingModel(context, itemIndex),
				}
			: undefined;
	return await operation({
		store,
		openModels,
		isTool,
		warn,
		namespace,
		jobKey,
		json: context.getInputData()[itemIndex]?.json ?? {},
		read,
		signal,
	});
}

const idOfItem = new WeakMap<object, string>();

/** Another one in every turn of a loop, and for every item: where n8n tries the node again, it gives the same item in the same run. */
function turnOf(context: IExecuteFunctions, itemIndex: number): string {
	const item: object = context.getInputData()[itemIndex] ?? {};
	const id = idOfItem.get(item) ?? crypto.randomUUID();
	idOfItem.set(item, id);
	return `${String(context.getWorkflowDataProxy(itemIndex).$runIndex)} ${id}`;
}

function readEmbeddingModel(context: IExecuteFunctions, itemIndex: number): string {
	return readName(readModel(context, itemIndex, 'embeddingModel'), 'Embedding Model');
}
