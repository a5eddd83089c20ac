import { InvalidInputError } from '../engine/errors';
import { createSandbox, SandboxUnavailableError, type Language, type Sandbox, type SandboxServiceSettings } from '../engine/sandbox';

/** Where a credential is all that is missing, nobody is left unscored for it: the node says which one to choose. */
export async function openSandboxOf(
	language: Language,
	service: SandboxServiceSettings | undefined,
	mayBeService: boolean,
): Promise<Sandbox> {
	try {
		return await createSandbox(language, service === undefined ? {} : { service });
	} catch (error) {
		const isMissing = service === undefined && mayBeService;
		if (!isMissing || !(error instanceof SandboxUnavailableError)) throw error;
		throw new InvalidInputError(
			`${error.message}, and this node has no Sandbox Service API credential`,
			'Choose or make one in Credential for Sandbox Service API: the address of a code-running service. Or install bubblewrap and Python 3 for the user that runs n8n.',
			'Credential for Sandbox Service API',
		);
	}
}
