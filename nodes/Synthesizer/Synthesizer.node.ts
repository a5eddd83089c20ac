import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
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
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'vllmApi', required: true, testedBy: 'testVllmApi', displayOptions: writes }],
		properties,
	};

	methods = { credentialTest: { testVllmApi }, listSearch: { listModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await synthesizeRuns(this)];
	}
}
