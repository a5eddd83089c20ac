import { NodeConnectionTypes, type INodeType, type INodeTypeDescription, type ISupplyDataFunctions, type SupplyData } from 'n8n-workflow';
import { loadAiNodeSdk } from '../shared/aiNodeSdk';
import { listModels } from '../shared/listModels';
import { toNodeError } from '../shared/nodeErrors';
import { testVllmApi } from '../shared/testVllmApi';
import { openModel } from './openModel';
import { properties } from './properties';

export class ShadowCloneChatModel implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Shadow Clone Chat Model',
		name: 'shadowCloneChatModel',
		icon: { light: 'file:shadowCloneChatModel.svg', dark: 'file:shadowCloneChatModel.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["clones"] + " clones, by " + $parameter["pickBy"] }}',
		description: 'Let several clones of a model answer each call of an agent or chain, and go on with the answer they agree on',
		defaults: { name: 'Shadow Clone Chat Model' },
		inputs: [],
		outputs: [NodeConnectionTypes.AiLanguageModel],
		outputNames: ['Model'],
		credentials: [{ name: 'vllmApi', required: true, testedBy: 'testVllmApi' }],
		properties,
	};

	methods = { credentialTest: { testVllmApi }, listSearch: { listModels } };

	async supplyData(this: ISupplyDataFunctions, itemIndex: number): Promise<SupplyData> {
		try {
			const sdk = loadAiNodeSdk(['BaseChatModel', 'supplyModel']);
			return sdk.supplyModel(this, await openModel(this, itemIndex, sdk));
		} catch (error) {
			throw toNodeError(this.getNode(), error, itemIndex);
		}
	}
}
