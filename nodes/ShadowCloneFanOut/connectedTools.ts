import { NodeConnectionTypes, type IExecuteFunctions } from 'n8n-workflow';
import type { RequestHeaders } from '../engine/endpoint/endpoint';
import { readToolSchema } from '../engine/readToolSchema';
import type { Tool } from '../engine/tool';
import { traceOf } from '../shared/sentAlong';

/** What a LangChain tool looks like from outside; n8n gives its connected tools in that shape, from packages that are none of ours. */
interface OutsideTool {
	readonly name: string;
	readonly description?: string;
	readonly schema?: unknown;
	invoke(
		parameters: unknown,
		options?: { readonly signal?: AbortSignal; readonly metadata?: RequestHeaders & { readonly runId: string } },
	): Promise<unknown>;
}

/** The tools that are connected to the node, as they are for one item; those of an MCP client one by one. Two of one name are numbered. */
export async function readConnectedTools(context: IExecuteFunctions, itemIndex: number, runId: string): Promise<readonly Tool[]> {
	if (!context.getNodeInputs().some(({ type }) => type === NodeConnectionTypes.AiTool)) return [];
	const connected = await context.getInputConnectionData(NodeConnectionTypes.AiTool, itemIndex);
	const tools = findTools(connected);
	const names = uniqueNames(tools.map(({ name }) => toToolName(name)));
	const labelOf = readLabels(context);
	return tools.map((tool, index) => {
		const label = labelOf(tool.name);
		return {
			name: names[index] ?? toToolName(tool.name),
			...(label === undefined ? {} : { label }),
			description: tool.description ?? '',
			parameters: readToolSchema(tool.schema),
			use: async (parameters, signal) => await tool.invoke(parameters, { signal, metadata: { ...traceOf(context), runId } }),
		};
	});
}

/** The name of its node, where n8n made the tool's name of that: no server takes spaces in names. Undefined where it was made of no node's name, or of that of two. */
function readLabels(context: IExecuteFunctions): (toolName: string) => string | undefined {
	const nodes = context.getParentNodes(context.getNode().name, { connectionType: NodeConnectionTypes.AiTool, depth: 1 });
	return (toolName) => {
		const named = nodes.filter(({ name, disabled }) => !disabled && toToolName(name) === toToolName(toolName));
		return named.length === 1 ? named[0]?.name : undefined;
	};
}

/** The first of a name keeps it; the others are numbered, past every name that is there. */
function uniqueNames(names: readonly string[]): readonly string[] {
	const taken = new Set(names);
	const seen = new Set<string>();
	return names.map((name) => {
		let own = name;
		for (let number = 2; seen.has(own) || (own !== name && taken.has(own)); number++) own = `${name.slice(0, 60)}_${number}`;
		seen.add(own);
		return own;
	});
}

function findTools(connected: unknown): readonly OutsideTool[] {
	if (Array.isArray(connected)) return connected.flatMap(findTools);
	if (typeof connected !== 'object' || connected === null) return [];
	if ('invoke' in connected && 'name' in connected) return [connected as OutsideTool];
	// A toolkit, as the MCP client gives.
	return 'tools' in connected ? findTools(connected.tools) : [];
}

function toToolName(name: string): string {
	return (
		name
			.trim()
			.replace(/[^A-Za-z0-9_-]+/g, '_')
			.slice(0, 64) || 'tool'
	);
}
