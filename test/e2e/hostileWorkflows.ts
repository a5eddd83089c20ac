import type { Workflow } from '../../scripts/real-n8n/workflow.mts';

const packageName = 'n8n-nodes-shadow-clones';

interface Step {
	readonly name: string;
	readonly type: string;
	readonly parameters: object;
	readonly credentials?: object;
	readonly onError?: string;
	/** Where nothing is accepted, a webhook has nothing else to answer with. */
	readonly alwaysOutputData?: boolean;
	readonly typeVersion?: number;
}

/** A webhook and one node after the other; the answer is what the last one gives. */
export function chain(path: string, steps: readonly Step[]): Workflow {
	const webhook: Step = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
	const all = [webhook, ...steps].map((step, index) => ({
		typeVersion: 1,
		...step,
		...(index === 0 ? { webhookId: path } : {}),
		id: `node-${index}`,
		position: [index * 220, 0],
	}));
	const connections = Object.fromEntries(
		all.slice(0, -1).map(({ name }, index) => [name, { main: [[{ node: all[index + 1]?.name, type: 'main', index: 0 }]] }]),
	);
	return { name: `Try ${path}`, nodes: all, connections, settings: { executionOrder: 'v1' } } as unknown as Workflow;
}

const credentials = { vllmApi: { name: 'vLLM account' } };
const clones = {
	name: 'Clones',
	type: `${packageName}.shadowCloneFanOut`,
	credentials,
	parameters: {
		task: '={{ $json.body.task }}',
		model: { __rl: true, mode: 'list', value: '' },
		clones: 5,
		differBy: 'approach',
		answerFormat: 'text',
		options: {},
	},
};
const vote = (answerForm: string, parameters: object = {}) => ({
	name: 'Vote',
	type: `${packageName}.cloneEvaluator`,
	onError: 'continueRegularOutput',
	alwaysOutputData: true,
	parameters: { scoreBy: ['vote'], answerForm, options: {}, ...parameters },
});

function withTool(workflow: Workflow, user: string, tool: Step): Workflow {
	const node = { typeVersion: 1, ...tool, id: `tool-${tool.name}`, position: [0, 300] };
	const given = { [tool.name]: { ai_tool: [[{ node: user, type: 'ai_tool', index: 0 }]] } };
	return {
		...workflow,
		nodes: [...workflow.nodes, node],
		connections: { ...(workflow.connections as object), ...given },
	} as unknown as Workflow;
}

/** Clones that may open pages, also those of private `hosts`. */
export const openingClones = (hosts: string): Step => ({
	...clones,
	parameters: { ...clones.parameters, toolOptions: { openPages: { settings: { allowedPrivateHosts: hosts } } } },
});

/** Clones whose answers are read in every way, clones that open pages of the host `pages` or are told them raw by a tool, and a file that the caller names. */
export const hostileWorkflows = (pages: string): readonly Workflow[] => [
	chain('hostile-page', [openingClones(pages)]),
	withTool(chain('hostile-tool', [clones]), clones.name, {
		name: 'Look up',
		type: 'n8n-nodes-base.httpRequestTool',
		typeVersion: 4.2,
		parameters: {
			toolDescription: 'Looks something up',
			url: `http://${pages}/raw`,
			sendQuery: true,
			queryParameters: { parameters: [{ name: 'q', value: "={{ $fromAI('q', 'What to look up', 'string') }}" }] },
			options: {},
		},
	}),
	chain('hostile-text', [clones, vote('text')]),
	chain('hostile-number', [clones, vote('number')]),
	chain('hostile-field', [clones, vote('field', { answerField: 'a' })]),
	chain('hostile-pattern', [clones, vote('pattern', { answerPattern: '([^,]*,){1,200}x' })]),
	chain('hostile-code', [
		clones,
		{
			name: 'Tests',
			type: `${packageName}.cloneEvaluator`,
			onError: 'continueRegularOutput',
			alwaysOutputData: true,
			parameters: { scoreBy: ['runTests'], tests: '={{ $("Webhook").first().json.body.tests }}', functionName: 'f', options: {} },
		},
	]),
	chain('hostile-file', [
		{
			name: 'Remember',
			type: `${packageName}.memoryGateway`,
			onError: 'continueRegularOutput',
			parameters: {
				resource: 'memory',
				operation: 'remember',
				namespace: 'n',
				text: 'x',
				trust: 'user',
				options: { file: '={{ $json.body.file }}' },
			},
		},
	]),
];
