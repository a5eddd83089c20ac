import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import type { Endpoint, ModelInfo } from '../engine/endpoint/endpoint';
import { isEndpointError } from '../engine/endpoint/endpointError';
import { refuseList } from '../engine/endpoint/findModel';
import { deploymentOf, parseAddress, queryOf } from '../engine/endpoint/parseAddress';
import { openEndpoint } from './openEndpoint';
import { toTestResult } from './toTestResult';
import { withPatience } from './withPatience';

const PATIENCE_MS = 10_000;

/**
 * The test of a vLLM API credential: asks for the list of models, as the nodes do.
 *
 * What goes wrong is said in the sentences that a node would say. Azure lists models beside its deployments, and gateways in front of it often list
 * none, so there a missing list is no fault.
 */
export async function testVllmApi(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await toTestResult(async () => {
		const data = (credential.data ?? {}) as ICredentialDataDecryptedObject;
		const deployment = deploymentOf(parseAddress(readUrl(data)));
		if (deployment !== undefined) return await testDeployment(data, deployment);
		return describeModels(await list(openEndpoint(data)));
	});
}

async function testDeployment(data: ICredentialDataDecryptedObject, deployment: string): Promise<string> {
	const url = readUrl(data);
	const beside = parseAddress(url).replace(/\/deployments\/[^/]+$/, '') + queryOf(url);
	const endpoint = openEndpoint({ ...data, url: beside });
	try {
		await withPatience(undefined, PATIENCE_MS, async (signal) => await endpoint.listModels(signal));
		return `Connected: the deployment "${deployment}" answers as the model.`;
	} catch (error) {
		if (!isEndpointError(error) || error.kind !== 'wrongPath') throw error;
		return `Connected: no list of models here, the deployment "${deployment}" answers as the model.`;
	}
}

/** @throws InvalidInputError where the list is empty. */
async function list(endpoint: Endpoint): Promise<readonly ModelInfo[]> {
	const models = await withPatience(undefined, PATIENCE_MS, async (signal) => await endpoint.listModels(signal));
	return models.length === 0 ? refuseList(endpoint.baseUrl, models, 'Model') : models;
}

function describeModels(models: readonly ModelInfo[]): string {
	const chatting = models.filter(({ otherUse }) => otherUse === undefined);
	const example = (chatting[0] ?? models[0])?.id;
	const count = models.length === 1 ? `1 model, ${example}` : `${models.length} models, for example ${example}`;
	return `Connected: ${count}.${chatting.length === 0 ? ' None of them chats.' : ''}`;
}

function readUrl({ url }: ICredentialDataDecryptedObject): string {
	return typeof url === 'string' ? url : '';
}
