import { NodeConnectionTypes, type IExecuteFunctions } from 'n8n-workflow';
import { type ChatModel, isChatModel } from './chatModel';

/** The chat models that are connected to the node, as they are for one item, in the order in which they were connected. */
export async function readConnectedModels(context: IExecuteFunctions, itemIndex: number): Promise<readonly ChatModel[]> {
	if (!context.getNodeInputs().some(({ type }) => type === NodeConnectionTypes.AiLanguageModel)) return [];
	const connected = await context.getInputConnectionData(NodeConnectionTypes.AiLanguageModel, itemIndex);
	// n8n gives the one that was connected last first.
	return (Array.isArray(connected) ? connected.toReversed() : [connected]).filter(isChatModel);
}
