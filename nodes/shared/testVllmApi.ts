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
import { mergeModels } from '../engine/endpoint/pool/mergeModels';
import { InvalidInputError } from '../engine/errors';
import { openEndpoint } from './openEndpoint';
import { type CredentialServer, readServers } from './readServers';
import { sentAlong } from './sentAlong';
import { toTestResult } from './toTestResult';
import { withPatience } from './withPatience';

const PATIENCE_MS = 10_000;

/** What a test found out about one server. */
interface Found {
	readonly models: readonly ModelInfo[];
	/** Of a server that answers as one deployment. */
	readonly deployment?: string;
}

/**
 * The test of a vLLM API credential: asks for the list of models, as the nodes do; of several servers each one, and names those that fail.
 *
 * What goes wrong is said in the sentences that a node would say. Azure lists models beside its deployments, and gateways in front of it often list
 * none, so there a missing list is no fault.
 */
export async function testVllmApi(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await toTestResult(async () => {
		const { moreServers: _, ...rest } = credential.data ?? {};
		sentAlong({}, rest, '');
		const servers = readServers(credential.data ?? {});
		const tested = await Promise.allSettled(servers.map(async ({ url, apiKey }) => await testServer({ ...rest, url, apiKey })));
		const failed = tested.filter((each) => each.status === 'rejected');
		if (failed.length > 0) throw servers.length === 1 ? failed[0]?.reason : severalFailed(servers, tested);
		const found = tested.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
		const [first, ...others] = found;
		if (others.length === 0 && first?.deployment !== undefined) return `Connected: ${first.deployment}`;
		const count = servers.length === 1 ? '' : `${servers.length} servers with `;
		return `Connected: ${count}${describeModels(mergeModels(found.map(({ models }) => models)))}`;
	});
}

/** Says of each server that failed what went wrong there, and how many others answer. */
function severalFailed(servers: readonly CredentialServer[], tested: ReadonlyArray<PromiseSettledResult<unknown>>): InvalidInputError {
	const failures = servers.flatMap(({ url }, index) => {
		const each = tested[index];
		if (each?.status !== 'rejected') return [];
		const { message, advice = '' } = each.reason as Error & { readonly advice?: string };
		return [{ address: parseAddress(url), said: `${message.replace(/\.?$/, '.')} ${advice}`.trim() }];
	});
	const named = failures.map(({ address, said }) => (said.includes(address) ? said : `${address}: ${said}`));
	return new InvalidInputError(`${failures.length} of ${servers.length} servers cannot be used`, named.join(' '));
}

async function testServer(data: ICredentialDataDecryptedObject): Promise<Found> {
	const deployment = deploymentOf(parseAddress(readUrl(data)));
	if (deployment === undefined) return { models: await list(openEndpoint(data)) };
	return { models: [{ id: deployment }], deployment: await testDeployment(data, deployment) };
}

async function testDeployment(data: ICredentialDataDecryptedObject, deployment: string): Promise<string> {
	const url = readUrl(data);
	const beside = parseAddress(url).replace(/\/deployments\/[^/]+$/, '') + queryOf(url);
	const endpoint = openEndpoint({ ...data, url: beside });
	try {
		await withPatience(undefined, PATIENCE_MS, async (signal) => await endpoint.listModels(signal));
		return `the deployment "${deployment}" answers as the model.`;
	} catch (error) {
		if (!isEndpointError(error) || error.kind !== 'wrongPath') throw error;
		return `no list of models here, the deployment "${deployment}" answers as the model.`;
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
	return `${count}.${chatting.length === 0 ? ' None of them chats.' : ''}`;
}

function readUrl({ url }: ICredentialDataDecryptedObject): string {
	return typeof url === 'string' ? url : '';
}
