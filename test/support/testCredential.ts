import 'reflect-metadata';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestOptions,
	type INode,
	type INodeType,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** What n8n writes below a credential after its test. */
export interface TestVerdict {
	readonly status: 'OK' | 'Error';
	readonly message: string;
}

/**
 * Presses a credential's test button: its request with its expressions in n8n-core's own routing and HTTP client, read as n8n 2.41 does in CredentialsTester
 * (which is no package of its own).
 */
export async function testCredential(credential: ICredentialType, data: ICredentialDataDecryptedObject): Promise<TestVerdict> {
	const defaults = Object.fromEntries(credential.properties.map((property) => [property.name, property.default]));
	const decrypted = { id: 'c', name: 'c', type: credential.name, data: { ...defaults, ...data } as ICredentialDataDecryptedObject };
	const { workflow, node, nodeType } = setUp(credential);
	const additionalData = {
		credentialsHelper: {
			getDecrypted: async () => decrypted.data,
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
			preAuthentication: async () => undefined,
			runPreAuthentication: async () => undefined,
			authenticate: async (given: ICredentialDataDecryptedObject, _: string, options: IHttpRequestOptions) =>
				typeof credential.authenticate === 'function' ? await credential.authenticate(given, options) : options,
		},
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
	const executeData = { node, data: {}, source: null };
	const input = { main: [[{ json: {} }]] };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		input,
		executeData,
		[],
	);
	try {
		await workflow.expression.acquireIsolate();
		await new RoutingNode(context, nodeType, decrypted).runNode();
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: explain(credential, error as Failure) };
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

type Failure = Error & {
	readonly cause?: { readonly code?: string; readonly response?: { readonly status: number; readonly statusText: string } };
};

function explain({ test }: ICredentialType, { message, cause }: Failure): string {
	if (cause?.response === undefined) return cause?.code ?? message;
	const { status, statusText } = cause.response;
	const rule = test?.rules?.find((each) => each.type === 'responseCode' && each.properties.value === status);
	return rule?.properties.message ?? (statusText === '' ? `Received HTTP status code: ${status}` : statusText);
}

function setUp(credential: ICredentialType): { workflow: Workflow; node: INode; nodeType: INodeType } {
	if (credential.test === undefined) throw new Error(`${credential.name} has no test`);
	const nodeType = {
		description: {
			name: 'temp',
			version: 1,
			credentials: [{ name: credential.name, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request: credential.test.request } }],
		},
	} as unknown as INodeType;
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'temp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [credential.name]: { id: 'c', name: 'c' } },
	};
	const nodeTypes = { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) } as unknown as INodeTypes;
	return { workflow: new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes }), node, nodeType };
}
