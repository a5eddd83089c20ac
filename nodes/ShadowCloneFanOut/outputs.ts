import { NodeConnectionTypes, type IExecuteFunctions, type INodeTypeDescription } from 'n8n-workflow';

const clones = { type: NodeConnectionTypes.Main, displayName: 'Clones' };
const receipt = { type: NodeConnectionTypes.Main, displayName: 'Receipt' };

/** One output, as n8n pins no node with more; Receipt Output adds the second. The editor evaluates it, too, and knows nothing but the node's parameters. */
export const outputs: INodeTypeDescription['outputs'] = `={{ $parameter["receiptOptions"]?.["receiptOutput"] === true ? ${JSON.stringify([clones, receipt])} : ${JSON.stringify([clones])} }}`;

export function hasReceiptOutput(context: Pick<IExecuteFunctions, 'getNodeParameter'>): boolean {
	return context.getNodeParameter('receiptOptions.receiptOutput', 0, false) === true;
}
