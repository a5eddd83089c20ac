import { NodeConnectionTypes, type INode } from 'n8n-workflow';

interface Context {
	getNode(): Pick<INode, 'rewireOutputLogTo'>;
	isToolExecution?(): boolean;
}

/**
 * Whether an agent uses the node as a tool.
 *
 * n8n's newer agents (AI Agent from version 3 on) have the engine run their tools like any other node, and only the node itself then tells.
 */
export function isTool(context: Context): boolean {
	return context.isToolExecution?.() === true || context.getNode().rewireOutputLogTo === NodeConnectionTypes.AiTool;
}
