import type { Workflow } from '../../scripts/real-n8n/workflow.mts';

/** A node as a workflow has it. */
export interface Part {
	readonly name: string;
	readonly type: string;
	readonly typeVersion?: number;
	readonly parameters: object;
	readonly credentials?: object;
	/** The slot of the root node that it fills. */
	readonly slot?: 'ai_languageModel' | 'ai_tool' | 'ai_memory';
}

/** A webhook, a root node and its sub-nodes. */
export function withSubNodes(path: string, root: Part, subNodes: readonly Part[], webhook: object = {}): Workflow {
	const start = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {}, ...webhook },
	};
	const nodes = [start, root, ...subNodes].map(({ slot: _, ...node }: Part & { readonly webhookId?: string }, index) => ({
		id: `node-${index}`,
		typeVersion: 1,
		...node,
		position: [index * 220, 0],
	}));
	const connections = {
		Webhook: { main: [[{ node: root.name, type: 'main', index: 0 }]] },
		...Object.fromEntries(subNodes.map(({ name, slot = '' }) => [name, { [slot]: [[{ node: root.name, type: slot, index: 0 }]] }])),
	};
	return { name: `Try ${path}`, nodes, connections, settings: { executionOrder: 'v1' } } as unknown as Workflow;
}
