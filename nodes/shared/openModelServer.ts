import { NodeConnectionTypes, type IExecuteFunctions, type ILoadOptionsFunctions } from 'n8n-workflow';
import type { Endpoint } from '../engine/endpoint/endpoint';
import { withHeaders } from '../engine/endpoint/withHeaders';
import { InvalidInputError } from '../engine/errors';
import { openEndpoint } from './openEndpoint';
import { hasCredential } from './readCredential';
import { sentAlong } from './sentAlong';

type CredentialContext = Pick<IExecuteFunctions | ILoadOptionsFunctions, 'getCredentials' | 'getNode'>;

const CREDENTIAL = 'vLLM API credential: the address of your model server, and its key where it has one.';

/** Says whether the node's vLLM API credential is chosen. */
export function hasModelServer(context: Pick<CredentialContext, 'getNode'>): boolean {
	return hasCredential(context, 'vllmApi');
}

/**
 * The endpoint of the node's vLLM API credential. Its requests carry the trace of the execution, and `sessionId` where the credential names a header for it.
 *
 * @throws InvalidInputError where none is chosen, or it cannot be used.
 */
export async function openModelServer(
	context: CredentialContext,
	itemIndex: number,
	sessionId: string = crypto.randomUUID(),
): Promise<Endpoint> {
	try {
		const credentials = await context.getCredentials('vllmApi', itemIndex);
		const id = context.getNode().credentials?.['vllmApi']?.id;
		const endpoint = openEndpoint(credentials, id ? `credential:${id}` : undefined);
		return withHeaders(endpoint, sentAlong(context, credentials, sessionId));
	} catch (error) {
		if (hasModelServer(context)) throw error;
		throw takesChatModel(context)
			? new InvalidInputError(
					'This node needs a model, and has neither a Chat Model nor a vLLM API credential',
					`Connect a Chat Model, or choose a ${CREDENTIAL}`,
					'Credential for vLLM API',
				)
			: new InvalidInputError(
					'This node needs a model, and has no vLLM API credential',
					`Choose or create a ${CREDENTIAL}`,
					'Credential for vLLM API',
				);
	}
}

/** Lists in the editor are never of a connected model. */
function takesChatModel(context: CredentialContext): boolean {
	const { getNodeInputs } = context as Partial<IExecuteFunctions>;
	return getNodeInputs?.call(context).some(({ type }) => type === NodeConnectionTypes.AiLanguageModel) === true;
}

/** The same endpoint for work that may do without: what is wrong with the credential is said when a model is asked. */
export async function openModelServerIfAny(context: CredentialContext, itemIndex: number, sessionId?: string): Promise<Endpoint> {
	try {
		return await openModelServer(context, itemIndex, sessionId);
	} catch (error) {
		const refuse = async (): Promise<never> => await Promise.reject(error);
		return { baseUrl: '', chat: refuse, listModels: refuse, embed: refuse, rank: refuse, close: async () => {} };
	}
}
