import type { IExecuteFunctions } from 'n8n-workflow';
import type { Sampling } from '../../engine/candidate';
import { addHint } from '../addHint';
import { type ChatModelEndpoint, createChatModelEndpoint } from './chatModelEndpoint';
import { readConnectedModels } from './readConnectedModels';

/** Executions of a node that have been told that only the first model is used. */
const told = new WeakSet<IExecuteFunctions>();

/** The node's connected chat models as one endpoint; undefined where none is connected. */
export async function openChatModels(
	context: IExecuteFunctions,
	itemIndex: number,
	setFields: ReadonlySet<keyof Sampling> = new Set(),
): Promise<ChatModelEndpoint | undefined> {
	const models = await readConnectedModels(context, itemIndex);
	return models.length === 0 ? undefined : createChatModelEndpoint({ models, setFields });
}

/** The same for work that one model does: a hint says, once, which one that is where several are connected. */
export async function openFirstChatModel(
	context: IExecuteFunctions,
	itemIndex: number,
	setFields?: ReadonlySet<keyof Sampling>,
): Promise<{ readonly endpoint: ChatModelEndpoint; readonly model: string } | undefined> {
	const endpoint = await openChatModels(context, itemIndex, setFields);
	const model = endpoint?.names[0];
	if (endpoint === undefined || model === undefined) return undefined;
	const { length } = endpoint.names;
	if (length > 1 && !told.has(context)) {
		told.add(context);
		const message = `${length} Chat Models are connected, and this node uses only the first: "${model}".`;
		addHint(context, message);
	}
	return { endpoint, model };
}
