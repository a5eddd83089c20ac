import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { listModels } from '../shared/listModels';
import { evaluateRuns } from './evaluateRuns';
import { serviceLanguages } from './openTools';
import { properties } from './properties';

// eslint-disable-next-line @n8n/community-nodes/node-usable-as-tool -- an agent's tool gets one item with arguments, and this node needs all candidates of a run
export class CloneEvaluator implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Clone Evaluator',
		name: 'cloneEvaluator',
		icon: { light: 'file:cloneEvaluator.svg', dark: 'file:cloneEvaluator.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ "by " + [].concat($parameter["scoreBy"]).map((id) => ({ executionAgreement: "agreement", judge: "judge", rewardModel: "reward", runTests: "tests", vote: "vote", rules: "rules" })[id]).join(", then ") }}',
		description: 'Pick the best answer of a run: by tests that pass, votes, rules that hold, or a judge',
		defaults: { name: 'Clone Evaluator' },
		codex: {
			categories: ['AI'],
			subcategories: { AI: ['Miscellaneous', 'Root Nodes'] },
			alias: ['best of n', 'self consistency', 'majority vote', 'judge', 'unit test', 'sandbox', 'code execution', 'ranking', 'LLM'],
		},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Best', 'Rest'],
		credentials: [
			// Not required: Execution Agreement works without a model, too.
			{ name: 'vllmApi', required: false, displayOptions: { show: { scoreBy: ['executionAgreement', 'judge', 'rewardModel'] } } },
			{
				name: 'sandboxServiceApi',
				required: false,
				displayOptions: { show: { scoreBy: ['executionAgreement', 'runTests'], language: serviceLanguages } },
			},
		],
		properties,
	};

	methods = { listSearch: { listModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await evaluateRuns(this);
	}
}
