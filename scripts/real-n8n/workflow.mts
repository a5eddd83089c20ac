import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

export interface WorkflowNode {
	readonly name: string;
	readonly type: string;
	readonly parameters: Record<string, unknown>;
	readonly credentials?: Record<string, { readonly id?: string | null; readonly name: string }>;
	readonly [field: string]: unknown;
}

export interface Workflow {
	readonly id?: string;
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly [field: string]: unknown;
}

export interface IdentifiedWorkflow extends Workflow {
	readonly id: string;
}

export interface N8nCredential {
	readonly name: string;
	readonly type: string;
	readonly data: Record<string, unknown>;
}

export interface IdentifiedCredential extends N8nCredential {
	readonly id: string;
}

/** Same kind and name, same id: what is imported again replaces what was imported before. */
export const idOf = (kind: string, name: string): string => createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 16);

export async function readWorkflow(source: string | Workflow): Promise<Workflow> {
	return typeof source === 'string' ? (JSON.parse(await readFile(source, 'utf8')) as Workflow) : source;
}

/** Gives a template, which has no ids, the ids that this n8n needs: its own and those of the credentials it names. */
export function identify(workflow: Workflow, credentials: readonly IdentifiedCredential[]): IdentifiedWorkflow {
	const bind = (node: WorkflowNode): WorkflowNode => {
		if (node.credentials === undefined) return node;
		const bound = Object.entries(node.credentials).map(([type, wanted]) => {
			const found = credentials.find((credential) => credential.type === type && credential.name === wanted.name);
			return [type, found ? { id: found.id, name: found.name } : wanted] as const;
		});
		return { ...node, credentials: Object.fromEntries(bound) };
	};
	return { ...workflow, id: workflow.id ?? idOf('workflow', workflow.name), nodes: workflow.nodes.map(bind) };
}

export interface Webhook {
	readonly method: string;
	readonly path: string;
}

/** The production webhooks that n8n registers once the workflow is published; of a chat or an MCP server, which have several, the one that is called. */
export function webhooksOf(workflow: Workflow): Webhook[] {
	return workflow.nodes.filter((node) => node['disabled'] !== true).flatMap(webhookOf);
}

function webhookOf({ type, parameters, ...node }: WorkflowNode): Webhook[] {
	switch (type) {
		case 'n8n-nodes-base.webhook':
			return [{ method: String(parameters['httpMethod'] ?? 'GET'), path: String(parameters['path']) }];
		case '@n8n/n8n-nodes-langchain.chatTrigger':
			return [{ method: 'POST', path: `${String(node['webhookId'])}/chat` }];
		case '@n8n/n8n-nodes-langchain.mcpTrigger':
			return [{ method: 'POST', path: String(parameters['path']) }];
		default:
			return [];
	}
}
