import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { chatModelInput } from '../shared/chatModelInput';
import { listEmbeddingModels, listModels, listRerankingModels } from '../shared/listModels';
import { outputs } from './arrangeOutputs';
import { testSandboxService } from '../shared/testSandboxService';
import { testVllmApi } from '../shared/testVllmApi';
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
		description: 'Rank the answers of a run and pick the best, by tests, votes, consensus, rules or a judge',
		defaults: { name: 'Clone Evaluator' },
		inputs: [NodeConnectionTypes.Main, chatModelInput],
		outputs,
		credentials: [
			// Not required: Execution Agreement works without a model, too.
			{
				name: 'vllmApi',
				required: false,
				testedBy: 'testVllmApi',
				displayOptions: { show: { scoreBy: idsOf(({ uses }) => uses.modelServer === true) } },
			},
			{
				name: 'sandboxServiceApi',
				required: false,
				testedBy: 'testSandboxService',
				displayOptions: { show: { scoreBy: idsOf(({ uses }) => uses.sandbox === true), language: serviceLanguages } },
			},
		],
		properties,
	};

	methods = { credentialTest: { testSandboxService, testVllmApi }, listSearch: { listModels, listEmbeddingModels, listRerankingModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await evaluateRuns(this);
	}
}
