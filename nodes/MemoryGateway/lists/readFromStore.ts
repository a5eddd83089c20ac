import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../../engine/errors';
import type { MemoryStore } from '../../engine/memory/stores';
import { toNodeError } from '../../shared/nodeErrors';
import { openStore, readStoreChoice } from '../../shared/openStore';

const patienceMs = 10_000;

/**
 * Reads something for a list in the editor from the store that the node's fields choose.
 *
 * The editor does not tell which files n8n blocks, so nothing is listed from a file that the user names.
 *
 * @throws NodeOperationError with a sentence for the list.
 */
export async function readFromStore<Result>(
	context: ILoadOptionsFunctions,
	work: (store: MemoryStore, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	try {
		const choice = readStoreChoice(context.getNodeParameter('store', 'embedded'), context.getNodeParameter('options', {}) as object);
		if (choice.file.trim() !== '')
			throw new InvalidInputError(
				"This list shows only what is in n8n's own memory file, and File in Options names another one",
				'Choose By Name instead.',
				'File',
			);
		const opening = { getCredentials: async (type: string) => await context.getCredentials(type), getNode: () => context.getNode() };
		return await work(await openStore(opening as never, 0, choice), AbortSignal.timeout(patienceMs));
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}
