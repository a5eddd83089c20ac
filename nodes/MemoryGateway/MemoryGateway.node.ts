import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { addHint } from '../shared/addHint';
import { isTool } from '../shared/isTool';
import { forEachItem } from '../shared/forEachItem';
import { listEmbeddingModels, listRerankingModels } from '../shared/listModels';
import { testVllmApi } from '../shared/testVllmApi';
import { describeAnswers } from './describeAnswers';
import { listDecisions } from './lists/listDecisions';
import { listNamespaces } from './lists/listNamespaces';
import { loadMemories } from './lists/loadMemories';
import { properties } from './properties';
import { runOperation } from './runOperation';

export class MemoryGateway implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Memory Gateway',
		name: 'memoryGateway',
		icon: { light: 'file:memoryGateway.svg', dark: 'file:memoryGateway.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Remember what was said and recall it later, keep accepted answers for the next time, and decide things once',
		defaults: { name: 'Memory Gateway' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			// Not required: where Store is an expression, n8n would ask for it in either case. Where it is needed and missing, a sentence says so.
			// eslint-disable-next-line n8n-nodes-base/node-class-description-credentials-name-unsuffixed, @n8n/community-nodes/no-credential-reuse, @n8n/community-nodes/valid-credential-references -- n8n's own Postgres credential: nobody should type the same password into a second one
			{ name: 'postgres', required: false, displayOptions: { show: { store: ['postgres'] } } },
			{
				name: 'vllmApi',
				required: true,
				testedBy: 'testVllmApi',
				// Each operation has one of the two switches. n8n finds a credential by its name, so it cannot stand here twice.
				displayOptions: { show: { operation: ['lookUp', 'recall', 'remember'] }, hide: { byMeaning: [false], models: ['any', 'named'] } },
			},
		],
		properties,
	};

	methods = {
		credentialTest: { testVllmApi },
		listSearch: { listDecisions, listEmbeddingModels, listNamespaces, listRerankingModels },
		loadOptions: { loadMemories },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const doOne = async (itemIndex: number, signal: AbortSignal) => [
			(await runOperation(this, itemIndex, signal)).map((json) => ({ json, pairedItem: { item: itemIndex } })),
		];
		// What was remembered later is the newer fact, and the first vote makes the rules: both are kept in the order of the items.
		const operation = this.getNodeParameter('operation', 0, '');
		const outputs = await forEachItem(this, 1, doOne, { inOrder: operation === 'remember' || operation === 'vote' });
		if (isTool(this) || this.getNodeParameter('resource', 0, '') !== 'answerCache') return outputs;
		const done = describeAnswers(
			operation,
			outputs.flat().map(({ json }) => json),
		);
		if (done !== undefined) addHint(this, done);
		return outputs;
	}
}
