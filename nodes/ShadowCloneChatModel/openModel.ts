import type { ISupplyDataFunctions } from 'n8n-workflow';
import { answerWithClones } from '../engine/chatClones/answerWithClones';
import type { Endpoint } from '../engine/endpoint/endpoint';
import { findModel } from '../engine/endpoint/findModel';
import { limiterFor } from '../engine/endpoint/limiter';
import { joinSignals } from '../engine/joinSignals';
import type { AiNodeSdk, SdkChatModel } from '../shared/aiNodeSdk';
import { toNodeError } from '../shared/nodeErrors';
import { openModelServer } from '../shared/openModelServer';
import { createChatModel, type ModelCall } from './createChatModel';
import { keepCall, keepFailedCall } from './keepCall';
import { pickingTools } from './pickingTools';
import { readRequest, type ModelRequest } from './readRequest';
import { tellNotes } from './tellNotes';

/**
 * Opens the model of the node's fields and credential; each of its calls is answered by all clones at once.
 *
 * What goes wrong in a call is n8n's error of this node, with the engine's sentence and advice.
 *
 * @throws InvalidInputError naming the field that cannot be used; EndpointError where the server that is to choose the model cannot be asked.
 */
export async function openModel(
	context: ISupplyDataFunctions,
	itemIndex: number,
	sdk: Pick<AiNodeSdk, 'BaseChatModel'>,
): Promise<SdkChatModel> {
	const request = readRequest(context, itemIndex);
	const endpoint = await openModelServer(context, itemIndex);
	const signal = context.getExecutionCancelSignal() ?? new AbortController().signal;
	const listing = { signal, timeoutMs: request.cloneTimeoutMs };
	const model = request.model === '' ? (await findModel(endpoint, 'Model', listing)).id : request.model;
	return createChatModel(sdk, model, async (readCall, ownSignal) => {
		const joined = joinSignals(signal, ownSignal);
		try {
			const answer = await answerCall(context, { ...request, model }, endpoint, readCall(), joined.signal);
			keepCall(context, itemIndex, model, answer.receipt);
			tellNotes(context, answer.receipt.notes);
			return answer;
		} catch (error) {
			// eslint-disable-next-line @n8n/community-nodes/require-node-api-error -- Stop was pressed: n8n says so itself
			if (joined.signal.aborted) throw error;
			keepFailedCall(context, itemIndex, model, error);
			throw toNodeError(context.getNode(), error, itemIndex);
		} finally {
			joined.release();
		}
	});
}

async function answerCall(
	context: ISupplyDataFunctions,
	{ clonesAtOnce, extraBody, ...request }: ModelRequest,
	endpoint: Endpoint,
	{ messages, tools, stop }: ModelCall,
	signal: AbortSignal,
) {
	// One for all calls of a workflow's node, so that other nodes and workflows neither count nor decide.
	const limiter =
		clonesAtOnce === undefined ? undefined : limiterFor(`${String(context.getWorkflow().id ?? '')} ${context.getNode().id}`, clonesAtOnce);
	const body = { ...(stop.length === 0 ? {} : { stop }), ...extraBody };
	try {
		return await answerWithClones(
			{ ...request, messages, tools, ...(Object.keys(body).length === 0 ? {} : { extraBody: body }) },
			{
				endpoint,
				signal,
				tools: pickingTools(endpoint, request.model),
				// Half of what a signed 32-bit seed holds, as some servers take no more, with room to count up.
				drawSeed: () => Math.floor(Math.random() * 2 ** 30),
				drawMarker: () => crypto.randomUUID().replaceAll('-', '').slice(0, 12),
				createCallId: () => `call-${crypto.randomUUID().slice(0, 8)}`,
				...(limiter === undefined ? {} : { limiter }),
			},
		);
	} finally {
		limiter?.release();
	}
}
