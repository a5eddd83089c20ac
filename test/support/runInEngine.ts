import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

// Nodes keep files in n8n's folder, and nobody's own one is touched by tests.
if (process.env['N8N_USER_FOLDER'] === undefined) {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-folder-'));
	process.env['N8N_USER_FOLDER'] = folder;
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

export interface NodeUnderTest {
	readonly name: string;
	readonly type: INodeType;
	readonly parameters: IDataObject;
	readonly onError?: INode['onError'];
	/** Gets the first item only, as n8n's own setting says. */
	readonly executeOnce?: boolean;
	/** How often n8n tries it; absent: once. */
	readonly tries?: number;
	/** Where each of its outputs leads, by node name; absent: nowhere. */
	readonly outputs?: ReadonlyArray<readonly string[]>;
	/** The nodes that it is connected to as a chat model. */
	readonly modelOf?: readonly string[];
	/** The node that it is connected to as a tool. */
	readonly toolOf?: string;
}

export interface EngineRun {
	/** What came out of a node, output by output. */
	outputsOf(name: string): INodeExecutionData[][];
	hintsOf(name: string): readonly string[];
	/** Of the hints, those that warn. */
	warningsOf(name: string): readonly string[];
	readonly run: IRun;
}

/** Starts a chain with given items, as a trigger does. */
const start: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
};

/**
 * Runs nodes inside n8n-core's own engine: its expressions, defaults, credentials, pairing, cancellation and error handling.
 *
 * The first node gets `items`; credentials are handed out by type as they are. `onStart` receives the function that presses Stop; `services` are what n8n itself would do, such as running a sub-workflow.
 */
export async function runInEngine(
	nodes: readonly NodeUnderTest[],
	items: readonly IDataObject[],
	credentials: Readonly<Record<string, IDataObject>> = {},
	onStart?: (stop: () => void) => void,
	services: Partial<IWorkflowExecuteAdditionalData> = {},
	workflowId = 'test',
): Promise<EngineRun> {
	const workflow = new Workflow({
		id: workflowId,
		name: 'test',
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: [
			node('Start', 'test.start', {}),
			...nodes.map((each) => ({
				...node(each.name, `test.${each.name}`, each.parameters, credentials),
				...(each.onError === undefined ? {} : { onError: each.onError }),
				...(each.executeOnce === undefined ? {} : { executeOnce: each.executeOnce }),
				...(each.tries === undefined ? {} : { retryOnFail: true, maxTries: each.tries, waitBetweenTries: 1 }),
			})),
		],
		connections: connect(nodes),
		nodeTypes: typesOf(nodes),
	});
	const additionalData = {
		hooks: new ExecutionLifecycleHooks('manual', 'test', {
			id: 'test',
			name: 'test',
			nodes: [],
			connections: {},
		} as unknown as IWorkflowBase),
		credentialsHelper: {
			getDecrypted: async (_: unknown, __: unknown, type: string) => credentials[type],
			getParentTypes: () => [],
			getCredentialsProperties: () => [],
			isCredentialUsableByNode: () => true,
			authenticate: async (_: unknown, __: unknown, options: unknown) => options,
			preAuthentication: async () => undefined,
		},
		variables: {},
		executionId: 'test',
		currentNodeExecutionIndex: 0,
		webhookBaseUrl: 'http://localhost/',
		restApiUrl: 'http://localhost/rest',
		instanceBaseUrl: 'http://localhost',
		formWaitingBaseUrl: 'http://localhost/form-waiting',
		webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
		webhookTestBaseUrl: 'http://localhost/test',
		userId: 'test',
		...services,
	} as unknown as IWorkflowExecuteAdditionalData;

	const startItems = items.map((json) => ({ json }));
	const execution = new WorkflowExecute(
		additionalData,
		'manual',
		createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node: workflow.getNode('Start') as INode, data: { main: [startItems] }, source: null }] },
			resultData: { pinData: { Start: startItems } },
		}),
	);
	const running = execution.processRunExecutionData(workflow);
	onStart?.(() => running.cancel());
	return readRun(await running);
}

function readRun(run: IRun): EngineRun {
	const dataOf = (name: string) => run.data.resultData.runData[name]?.[0];
	return {
		run,
		outputsOf: (name) => {
			const data = dataOf(name);
			if (data === undefined) throw new Error(`The node ${name} did not run: ${run.data.resultData.error?.message ?? 'no reason given'}`);
			if (data.error !== undefined) throw data.error;
			return (data.data?.['main'] ?? []).map((output) => output ?? []);
		},
		hintsOf: (name) => (dataOf(name)?.hints ?? []).map((hint) => hint.message),
		warningsOf: (name) => (dataOf(name)?.hints ?? []).flatMap(({ type, message }) => (type === 'warning' ? [message] : [])),
	};
}

function node(name: string, type: string, parameters: IDataObject, credentials: Readonly<Record<string, IDataObject>> = {}): INode {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		credentials: Object.fromEntries(Object.keys(credentials).map((credential) => [credential, { id: credential, name: credential }])),
	};
}

function connect(nodes: readonly NodeUnderTest[]): IConnections {
	const lead = (names: readonly string[]) => names.map((name) => ({ node: name, type: NodeConnectionTypes.Main, index: 0 }));
	const connections: IConnections = { Start: { main: [lead(nodes.slice(0, 1).map(({ name }) => name))] } };
	for (const { name, outputs } of nodes) if (outputs !== undefined) connections[name] = { main: outputs.map(lead) };
	for (const { name, toolOf } of nodes)
		if (toolOf !== undefined)
			connections[name] = { [NodeConnectionTypes.AiTool]: [[{ node: toolOf, type: NodeConnectionTypes.AiTool, index: 0 }]] };
	for (const { name, modelOf } of nodes)
		if (modelOf !== undefined)
			connections[name] = {
				[NodeConnectionTypes.AiLanguageModel]: [modelOf.map((node) => ({ node, type: NodeConnectionTypes.AiLanguageModel, index: 0 }))],
			};
	return connections;
}

function typesOf(nodes: readonly NodeUnderTest[]): INodeTypes {
	const types = new Map<string, INodeType>([['test.start', start], ...nodes.map(({ name, type }) => [`test.${name}`, type] as const)]);
	return {
		getByName: (type: string) => types.get(type) as INodeType,
		getByNameAndVersion: (type: string) => types.get(type) as INodeType,
		getKnownTypes: () => ({}),
	};
}
