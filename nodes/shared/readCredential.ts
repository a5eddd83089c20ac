import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { InvalidInputError } from '../engine/errors';

export type CredentialContext = Pick<IExecuteFunctions | ILoadOptionsFunctions, 'getCredentials'> &
	Partial<Pick<IExecuteFunctions, 'getNode'>>;

/** Says whether a credential is chosen; in templates one stands there by its name only, until a user chooses. */
export function hasCredential(context: Pick<IExecuteFunctions, 'getNode'>, type: string): boolean {
	return Boolean(context.getNode().credentials?.[type]?.id);
}

/**
 * Reads a credential of the node; n8n's own words for one that is not chosen name its type, which stands nowhere on screen.
 *
 * @throws what `lack` gives where none is chosen.
 */
export async function readCredential(
	context: CredentialContext,
	type: string,
	itemIndex: number,
	lack: () => InvalidInputError,
): Promise<ICredentialDataDecryptedObject> {
	try {
		return await context.getCredentials(type, itemIndex);
	} catch (error) {
		const node = context.getNode?.();
		if (node === undefined || Boolean(node.credentials?.[type]?.id)) throw error;
		throw lack();
	}
}
