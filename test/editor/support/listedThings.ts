import type { Workflow } from '../../../scripts/real-n8n/workflow.mts';

const namespace = { __rl: true, mode: 'id', value: 'tests' };
const node = (name: string, type: string, typeVersion: number, parameters: Record<string, unknown>) => ({
	...{ id: name, name, type, typeVersion, position: [0, 0], parameters },
});
const memoryGateway = 'n8n-nodes-shadow-clones.memoryGateway';
const next = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

/** For the list of sub-workflows. */
export const subWorkflow: Workflow = {
	name: 'A sub-workflow',
	nodes: [node('Start', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' })],
	connections: {},
};

/** For the lists of namespaces, memories and decisions: a run puts one of each into the store. */
export const fillStore: Workflow = {
	name: 'Fill the store',
	nodes: [
		node('Begin', 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Remember', memoryGateway, 1, { resource: 'memory', operation: 'remember', namespace, text: 'Anna prefers mornings.' }),
		node('Decide', memoryGateway, 1, {
			...{ resource: 'decision', operation: 'claim', namespace },
			...{ decision: { __rl: true, mode: 'id', value: 'refund' }, value: 'approved' },
		}),
	],
	connections: { Begin: next('Remember'), Remember: next('Decide') },
};
