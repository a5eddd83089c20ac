import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { listEmbeddingModels, listModels } from '../shared/listModels';
import { outputs } from './arrangeOutputs';
import { evaluateRuns } from './evaluateRuns';
import { serviceLanguages } from './openTools';
import { properties } from './properties';
import { automaticId, idsOf, kinds } from './scorerFields';

/** What the canvas shows below the node's name, by a scorer's id. */
const words = Object.fromEntries(kinds.map(({ id, by }) => [id, by]));

// eslint-disable-next-line @n8n/community-nodes/node-usable-as-tool -- it works on the candidates of a run, items that an agent cannot hand to a tool
export class CloneEvaluator implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Clone Evaluator',
		name: 'cloneEvaluator',
		icon: { light: 'file:cloneEvaluator.svg', dark: 'file:cloneEvaluator.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ "by " + [].concat($parameter["scoreBy"]).filter((id, _, all) => all.length === 1 || id !== "${automaticId}").map((id) => (${JSON.stringify(words)})[id]).join(", then ") }}`,
		description: 'Pick the best answer of a run: by tests that pass, votes, rules that hold, or a judge',
		defaults: { name: 'Clone Evaluator' },
		codex: {
			categories: ['AI'],
			subcategories: { AI: ['Miscellaneous', 'Root Nodes'] },
			alias: ['best of n', 'self consistency', 'majority vote', 'judge', 'unit test', 'sandbox', 'code execution', 'ranking', 'LLM'],
		},
		inputs: [NodeConnectionTypes.Main],
		outputs,
		credentials: [
			// Not required: Execution Agreement works without a model, too.
			{ name: 'vllmApi', required: false, displayOptions: { show: { scoreBy: idsOf(({ uses }) => uses.modelServer === true) } } },
			{
				name: 'sandboxServiceApi',
				required: false,
				displayOptions: { show: { scoreBy: idsOf(({ uses }) => uses.sandbox === true), language: serviceLanguages } },
			},
		],
		properties,
	};

	methods = { listSearch: { listModels, listEmbeddingModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await evaluateRuns(this);
	}
}
