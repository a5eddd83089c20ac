import { NodeConnectionTypes, type INode } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { isTool } from '../../../nodes/shared/isTool';

const context = (node: Partial<INode>, isToolExecution?: () => boolean) => ({
	getNode: () => node as INode,
	...(isToolExecution && { isToolExecution }),
});

it.each([
	['a step of a workflow', context({}, () => false), false],
	['a node of an n8n that does not tell', context({}), false],
	['a tool that the agent itself runs', context({}, () => true), true],
	['a tool that the engine runs for the agent', context({ rewireOutputLogTo: NodeConnectionTypes.AiTool }, () => false), true],
])('%s', (_, used, expected) => {
	expect(isTool(used)).toBe(expected);
});
