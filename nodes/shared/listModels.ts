import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint, ModelInfo } from '../engine/endpoint/endpoint';
import { toNodeError } from './nodeErrors';
import { openLargerServer } from './openLargerServer';
import { openModelServer } from './openModelServer';
import { withPatience } from './withPatience';

const patienceMs = 10_000;

/** The server's models for the list of a field that takes a chat model, those whose name has the filter in it; those that do not chat come last and say so. */
export async function listModels(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return search(await askForModels(this), filter, ({ otherUse }) => otherUse === undefined);
}

/** The same for a field that takes an embedding model: those come first. */
export async function listEmbeddingModels(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return search(await askForModels(this), filter, ({ otherUse }) => otherUse === 'embedding');
}

/** The same for a field that takes a reranking model: those come first. */
export async function listRerankingModels(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return search(await askForModels(this), filter, ({ otherUse }) => otherUse === 'reranking');
}

/** The models of the server that the larger model of Ask Larger Model is on: the same, or that of the OpenAI credential. */
export async function listLargerModels(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const isOnOtherServer = this.getCurrentNodeParameter('options.askLarger.settings.server') === 'other';
	const models = isOnOtherServer ? await askForModels(this, async () => await openLargerServer(this, 0)) : await askForModels(this);
	return search(models, filter, ({ otherUse }) => otherUse === undefined);
}

/** The server's models for a multiple choice, each with its context length where the server tells. */
export async function loadModels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return sort(await askForModels(this), ({ otherUse }) => otherUse === undefined).map(toOption);
}

function search(models: readonly ModelInfo[], filter: string, isWanted: (model: ModelInfo) => boolean): INodeListSearchResult {
	const found = models.filter(({ id }) => id.toLowerCase().includes(filter.toLowerCase()));
	return { results: sort(found, isWanted).map(toOption) };
}

/** The wanted first, each part in the order of the server. */
function sort(models: readonly ModelInfo[], isWanted: (model: ModelInfo) => boolean): readonly ModelInfo[] {
	return models.toSorted((left, right) => Number(isWanted(right)) - Number(isWanted(left)));
}

function toOption({ id, contextTokens, otherUse, isLoaded }: ModelInfo): INodePropertyOptions {
	const facts = [
		...(otherUse === undefined ? [] : [`Does not chat: for ${otherUse}`]),
		...(isLoaded === true ? ['Loaded'] : []),
		...(contextTokens === undefined ? [] : [`${contextTokens.toLocaleString('en')} tokens of context`]),
	];
	return { name: id, value: id, ...(facts.length === 0 ? {} : { description: facts.join(' · ') }) };
}

async function askForModels(
	context: ILoadOptionsFunctions,
	open: () => Promise<Endpoint> = async () => await openModelServer(context, 0),
): Promise<readonly ModelInfo[]> {
	try {
		const endpoint = await open();
		return await withPatience(undefined, patienceMs, async (patient) => await endpoint.listModels(patient));
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}
