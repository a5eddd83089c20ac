import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { addHint } from '../shared/addHint';
import { forEachItem } from '../shared/forEachItem';
import { listModels, loadModels } from '../shared/listModels';
import { describeQueueMode } from '../shared/openStore';
import { testVllmApi } from '../shared/testVllmApi';
import { describeMissing } from './describeMissing';
import { properties } from './properties';
import { readRequest } from './readRequest';
import { runFanOut } from './runFanOut';
import { toItems, toToolItems } from './toItems';

export class ShadowCloneFanOut implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Shadow Clone Fan-Out',
		name: 'shadowCloneFanOut',
		icon: { light: 'file:shadowCloneFanOut.svg', dark: 'file:shadowCloneFanOut.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["clones"] + " clones, by " + $parameter["differBy"] }}',
		description: 'Ask many clones of a model at the same time and get every answer, with a receipt',
		defaults: { name: 'Shadow Clone Fan-Out' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool, displayName: 'Tools', required: false }],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Clones', 'Receipt'],
		credentials: [
			// Not required: clones that are runs of a sub-workflow ask no model from here. Where one is asked and none is chosen, a sentence says so.
			{ name: 'vllmApi', required: false, testedBy: 'testVllmApi' },
			// eslint-disable-next-line @n8n/community-nodes/no-credential-reuse, @n8n/community-nodes/valid-credential-references -- n8n's own OpenAI credential, which holds an address and a key: a second one of our own type cannot be chosen beside the first
			{ name: 'openAiApi', required: true, displayOptions: { show: { '/options.askLarger.settings.server': ['other'] } } },
			// eslint-disable-next-line n8n-nodes-base/node-class-description-credentials-name-unsuffixed, @n8n/community-nodes/no-credential-reuse, @n8n/community-nodes/valid-credential-references -- n8n's own Postgres credential: nobody should type the same password into a second one
			{ name: 'postgres', required: true, displayOptions: { show: { '/options.cacheAnswers.settings.store': ['postgres'] } } },
		],
		properties,
	};

	methods = { credentialTest: { testVllmApi }, listSearch: { listModels }, loadOptions: { loadModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await forEachItem(this, 2, async (itemIndex, signal) => {
			const request = readRequest(this, itemIndex);
			const result = await runFanOut(this, request, itemIndex, signal);
			const queueMode = request.cache === undefined ? undefined : describeQueueMode(request.cache.place);
			if (queueMode !== undefined) addHint(this, queueMode, 'warning');
			const missing = describeMissing(result.receipt);
			if (missing !== undefined) addHint(this, missing, 'warning');
			for (const message of result.receipt.notes ?? []) addHint(this, message, 'warning');
			return this.isToolExecution?.() === true ? toToolItems(result, itemIndex) : toItems(result, itemIndex);
		});
	}
}
