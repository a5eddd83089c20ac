import { NodeConnectionTypes, type INodeType, type INodeTypeDescription, type ISupplyDataFunctions, type SupplyData } from 'n8n-workflow';
import { loadAiNodeSdk } from '../shared/aiNodeSdk';
import { toNodeError } from '../shared/nodeErrors';
import { openMemory } from './openMemory';
import { properties } from './properties';

export class ShadowCloneMemory implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Shadow Clone Memory',
		name: 'shadowCloneMemory',
		icon: { light: 'file:shadowCloneMemory.svg', dark: 'file:shadowCloneMemory.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["namespace"] }}',
		description: 'Keep the conversations of an agent word for word where Memory Gateway finds them',
		defaults: { name: 'Shadow Clone Memory' },
		inputs: [],
		outputs: [NodeConnectionTypes.AiMemory],
		outputNames: ['Memory'],
		credentials: [
			// Not required: where Store is an expression, n8n would ask for it in either case. Where it is needed and missing, a sentence says so.
			// eslint-disable-next-line n8n-nodes-base/node-class-description-credentials-name-unsuffixed, @n8n/community-nodes/no-credential-reuse, @n8n/community-nodes/valid-credential-references -- n8n's own Postgres credential: nobody should type the same password into a second one
			{ name: 'postgres', required: false, displayOptions: { show: { store: ['postgres'] } } },
		],
		properties,
	};

	async supplyData(this: ISupplyDataFunctions, itemIndex: number): Promise<SupplyData> {
		try {
			const sdk = loadAiNodeSdk(['BaseChatHistory', 'WindowedChatMemory', 'supplyMemory']);
			return sdk.supplyMemory(this, await openMemory(this, itemIndex, sdk));
		} catch (error) {
			throw toNodeError(this.getNode(), error, itemIndex);
		}
	}
}
