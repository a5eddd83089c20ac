import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import type { ModelInfo } from '../engine/endpoint/endpoint';
import { toNodeError } from './nodeErrors';
import { openEndpoint } from './openEndpoint';

const patienceMs = 10_000;

/** The server's models for the Model field's list, those whose name has the filter in it. */
export async function listModels(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const models = await askForModels(this);
	return { results: models.filter(({ id }) => id.toLowerCase().includes(filter.toLowerCase())).map(({ id }) => ({ name: id, value: id })) };
}

/** The server's models for a multiple choice, each with its context length where the server tells. */
export async function loadModels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const models = await askForModels(this);
	return models.map(({ id, contextTokens }) => ({
		name: id,
		value: id,
		...(contextTokens === undefined ? {} : { description: `${contextTokens.toLocaleString('en')} tokens of context` }),
	}));
}

async function askForModels(context: ILoadOptionsFunctions): Promise<readonly ModelInfo[]> {
	try {
		const endpoint = openEndpoint(await context.getCredentials('vllmApi'));
		return await endpoint.listModels(AbortSignal.timeout(patienceMs));
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}
