import type { Workflow } from '../real-n8n/workflow.mts';

interface Assignments {
	readonly assignments?: { readonly assignments: ReadonlyArray<{ readonly name: string; readonly value: unknown }> };
}

/** A template whose memories, answers and decisions are in Postgres, by the credential of that name. */
export function onPostgres(template: Workflow, credential: string): Workflow {
	const nodes = template.nodes.map((node) => {
		const { assignments, ...others } = node.parameters as Assignments;
		if (node.name === 'Settings' && assignments !== undefined) {
			const set = assignments.assignments.map((each) => (each.name === 'store' ? { ...each, value: 'postgres' } : each));
			return { ...node, parameters: { ...others, assignments: { ...assignments, assignments: set } } };
		}
		if (!node.type.endsWith('.memoryGateway') && !node.type.endsWith('.memoryGatewayTool')) return node;
		return {
			...node,
			parameters: { ...node.parameters, store: 'postgres' },
			credentials: { ...node.credentials, postgres: { name: credential } },
		};
	});
	return { ...template, nodes };
}
