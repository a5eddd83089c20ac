import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { chatModelInput } from '../shared/chatModelInput';
import { listModels } from '../shared/listModels';
import { testVllmApi } from '../shared/testVllmApi';
import { properties, writes } from './properties';
import { synthesizeRuns } from './synthesizeRuns';

// eslint-disable-next-line @n8n/community-nodes/node-usable-as-tool -- it works on the candidates of a run, items that an agent cannot hand to a tool
export class Synthesizer implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Synthesizer',
		name: 'synthesizer',
		icon: { light: 'file:synthesizer.svg', dark: 'file:synthesizer.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ({ citedReport: "cited report", improveBest: "improve best", merge: "merge", mergeFields: "merge fields" })[$parameter["method"]] }}',
		description: 'Make one answer from the answers of a run, and say where they disagree',
		defaults: { name: 'Synthesizer' },
		inputs: [NodeConnectionTypes.Main, chatModelInput],
		outputs: [NodeConnectionTypes.Main],
		// Not required: a Chat Model may be connected. Where neither is there, a sentence says so.
		credentials: [{ name: 'vllmApi', required: false, testedBy: 'testVllmApi', displayOptions: writes }],
		properties,
	};

	methods = { credentialTest: { testVllmApi }, listSearch: { listModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await synthesizeRuns(this)];
	}
}
