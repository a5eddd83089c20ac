import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { evaluateRuns } from './evaluateRuns';
import { serviceLanguages } from './openTools';
import { properties } from './properties';

export class CloneEvaluator implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Clone Evaluator',
		name: 'cloneEvaluator',
		icon: { light: 'file:cloneEvaluator.svg', dark: 'file:cloneEvaluator.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ "by " + [].concat($parameter["scoreBy"]).map((id) => ({ runTests: "tests", vote: "vote", rules: "rules" })[id]).join(", then ") }}',
		description: 'Pick the best answer of a run by proof: tests that pass, votes, or rules that hold',
		defaults: { name: 'Clone Evaluator' },
		codex: {
			categories: ['AI'],
			subcategories: { AI: ['Miscellaneous', 'Root Nodes'] },
			alias: ['best of n', 'self consistency', 'majority vote', 'judge', 'unit test', 'sandbox', 'code execution', 'ranking', 'LLM'],
		},
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Best', 'Rest'],
		credentials: [{ name: 'sandboxServiceApi', required: false, displayOptions: { show: { scoreBy: ['runTests'], language: serviceLanguages } } }],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await evaluateRuns(this);
	}
}
