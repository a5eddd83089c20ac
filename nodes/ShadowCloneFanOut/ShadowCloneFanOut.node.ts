import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { TooFewAnswersError } from '../engine/fanout/errors';
import type { Receipt } from '../engine/receipt';
import { addHint } from '../shared/addHint';
import { isTool } from '../shared/isTool';
import { chatModelInput } from '../shared/chatModelInput';
import { forEachItem } from '../shared/forEachItem';
import { listLargerModels, listModels, loadModels } from '../shared/listModels';
import { describeQueueMode } from '../shared/openStore';
import { testVllmApi } from '../shared/testVllmApi';
import { withTokenUsage } from '../shared/withTokenUsage';
import { describeMissing } from './describeMissing';
import { hintAtReceipts } from './hintAtReceipts';
import { hasReceiptOutput, outputs } from './outputs';
import { properties } from './properties';
import { readRequest } from './readRequest';
import { keepFailed, keepRun } from './keepRun';
import { runFanOut } from './runFanOut';
import { tellTimeSaved, type SavingRun } from './timeSaved';
import { toItems } from './toItems';
import { toToolItems } from './toToolItems';

export class ShadowCloneFanOut implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Shadow Clone Fan-Out',
		name: 'shadowCloneFanOut',
		icon: { light: 'file:shadowCloneFanOut.svg', dark: 'file:shadowCloneFanOut.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["clones"] + " by " + $parameter["differBy"] }}',
		description: 'Ask many clones of a model at the same time and get every answer, with a receipt',
		defaults: { name: 'Shadow Clone Fan-Out' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main, chatModelInput, { type: NodeConnectionTypes.AiTool, displayName: 'Tools', required: false }],
		outputs,
		credentials: [
			// Not required: a Chat Model may be connected, and clones that are executions of a sub-workflow ask no model from here. Where one is asked and none is chosen, a sentence says so.
			{ name: 'vllmApi', required: false, testedBy: 'testVllmApi' },
			// eslint-disable-next-line @n8n/community-nodes/no-credential-reuse, @n8n/community-nodes/valid-credential-references -- n8n's own OpenAI credential, which holds an address and a key: a second one of our own type cannot be chosen beside the first
			{ name: 'openAiApi', required: true, displayOptions: { show: { '/options.askLarger.settings.server': ['other'] } } },
			// eslint-disable-next-line n8n-nodes-base/node-class-description-credentials-name-unsuffixed, @n8n/community-nodes/no-credential-reuse, @n8n/community-nodes/valid-credential-references -- n8n's own Postgres credential: nobody should type the same password into a second one
			{ name: 'postgres', required: true, displayOptions: { show: { '/options.cacheAnswers.settings.store': ['postgres'] } } },
		],
		properties,
	};

	methods = { credentialTest: { testVllmApi }, listSearch: { listLargerModels, listModels }, loadOptions: { loadModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const receipts = new Map<number, Receipt>();
		const savings: SavingRun[] = [];
		const items = await forEachItem(this, hasReceiptOutput(this) ? 2 : 1, async (itemIndex, signal) => {
			const request = readRequest(this, itemIndex);
			const { asksConnected, ...result } = await runFanOut(this, request, itemIndex, signal).catch((error: unknown) => {
				if (!signal.aborted) keepFailed(this, itemIndex, request, error);
				// Shown only where On Error says continue: otherwise the node ends before hints are made.
				if (error instanceof TooFewAnswersError) receipts.set(itemIndex, error.receipt);
				throw error;
			});
			keepRun(this, itemIndex, request, result.receipt);
			receipts.set(itemIndex, result.receipt);
			savings.push({ receipt: result.receipt, minutes: request.timeSavedMinutes });
			const queueMode = request.cache === undefined ? undefined : describeQueueMode(request.cache.place);
			if (queueMode !== undefined) addHint(this, queueMode, 'warning');
			const missing = describeMissing(result.receipt);
			if (missing !== undefined) addHint(this, missing, 'warning');
			for (const message of result.receipt.notes ?? []) addHint(this, message, 'warning');
			for (const message of result.receipt.remarks ?? []) addHint(this, message);
			if (isTool(this)) return toToolItems(result, itemIndex, this);
			const [clones = [], ...others] = toItems(result, itemIndex);
			// What a connected model takes, n8n logs there.
			return [asksConnected ? clones : withTokenUsage(clones, result.receipt.tokens), ...others];
		});
		hintAtReceipts(this, receipts);
		tellTimeSaved(this, savings);
		return items;
	}
}
