import type { ISupplyDataFunctions } from 'n8n-workflow';
import { ChatHistory } from '../engine/memory/chatHistory';
import type { AiNodeSdk } from '../shared/aiNodeSdk';
import { toNodeError } from '../shared/nodeErrors';
import { openStore } from '../shared/openStore';
import { createMemory, type ConversationMemory } from './createMemory';
import { readRequest } from './readRequest';

/**
 * Opens the conversation that the node's fields name.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export async function openMemory(
	context: ISupplyDataFunctions,
	itemIndex: number,
	sdk: Pick<AiNodeSdk, 'BaseChatHistory' | 'WindowedChatMemory'>,
): Promise<ConversationMemory> {
	const { namespace, session, interactions, place } = readRequest(context, itemIndex);
	const store = await openStore(context, itemIndex, place);
	const signal = context.getExecutionCancelSignal() ?? new AbortController().signal;
	return createMemory(sdk, new ChatHistory(store, namespace, session, signal), interactions, async (work) => {
		try {
			return await work();
		} catch (error) {
			// eslint-disable-next-line @n8n/community-nodes/require-node-api-error -- Stop was pressed: n8n says so itself
			if (signal.aborted) throw error;
			throw toNodeError(context.getNode(), error, itemIndex);
		}
	});
}
