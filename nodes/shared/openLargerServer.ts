import type { Endpoint } from '../engine/endpoint/endpoint';
import { InvalidInputError } from '../engine/errors';
import { openEndpoint } from './openEndpoint';
import { readCredential, type CredentialContext } from './readCredential';

/**
 * The server of the larger model, where it is not the clones': that of the OpenAI credential.
 *
 * @throws InvalidInputError where none is chosen, or it cannot be used.
 */
export async function openLargerServer(context: CredentialContext, itemIndex: number): Promise<Endpoint> {
	return openEndpoint(
		await readCredential(
			context,
			'openAiApi',
			itemIndex,
			() =>
				new InvalidInputError(
					'Server of the larger model is set to Another Server, and this node has no OpenAI credential',
					'Choose or create one in Credential for OpenAI, with the address and the key of that server, or set Server to Same Server.',
					'Credential for OpenAI',
				),
		),
	);
}
