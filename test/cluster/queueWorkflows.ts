import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onPostgres } from '../../scripts/cluster/onPostgres.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { memoryTemplateFile } from '../e2e/templates.ts';

interface Link {
	readonly node: string;
	readonly type: string;
	readonly index: number;
}
type Connections = Readonly<Record<string, { readonly main: ReadonlyArray<readonly Link[]> }>>;

const read = (file: string): Workflow => JSON.parse(readFileSync(file, 'utf8')) as Workflow;
const magi = read(join(__dirname, '../../workflows/magi.json'));
const memory = read(memoryTemplateFile);

/** At another webhook, beside the template itself. */
function at(path: string, workflow: Workflow): Workflow {
	const nodes = workflow.nodes.map((node) =>
		node.type === 'n8n-nodes-base.webhook' ? { ...node, webhookId: crypto.randomUUID(), parameters: { ...node.parameters, path } } : node,
	);
	return { ...workflow, name: `${workflow.name} (${path})`, nodes };
}

/** Rests after each of these nodes, so that a worker can be killed between one step and the next. */
function restingAfter(names: readonly string[], seconds: number, workflow: Workflow): Workflow {
	const rests = names.map((name) => ({
		...{
			name: `Rest after ${name}`,
			id: crypto.randomUUID(),
			webhookId: crypto.randomUUID(),
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
		},
		...{ position: [0, 0], parameters: { resume: 'timeInterval', amount: seconds, unit: 'seconds' } },
	}));
	const links = { ...(workflow['connections'] as Connections) };
	for (const [index, name] of names.entries()) {
		const [first = [], ...others] = links[name]?.main ?? [];
		const rest = rests[index]!.name;
		links[name] = { main: [[{ node: rest, type: 'main', index: 0 }], ...others] };
		links[rest] = { main: [first] };
	}
	return { ...workflow, nodes: [...workflow.nodes, ...rests], connections: links };
}

/** The smallest workflow in which callers claim a decision. */
function claiming(): Workflow {
	const webhook = magi.nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')!;
	const gateway = magi.nodes.find(({ name }) => name === 'Lilith')!;
	const parameters = {
		resource: 'decision',
		operation: 'claim',
		store: 'postgres',
		namespace: { __rl: true, mode: 'id', value: 'claims' },
	};
	const decision = { decision: { __rl: true, mode: 'id', value: '={{ $json.body.decision }}' }, value: '={{ $json.body.by }}' };
	const { onError: _, ...node } = gateway as typeof gateway & { readonly onError?: string };
	return at('claim', {
		name: 'One claim',
		nodes: [
			{ ...webhook, parameters: { ...webhook.parameters, responseMode: 'lastNode' } },
			{ ...node, name: 'Claim', parameters: { ...parameters, ...decision }, credentials: { postgres: { name: 'Lilith' } } },
		],
		connections: { [webhook.name]: { main: [[{ node: 'Claim', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
		pinData: {},
	});
}

export const queueWorkflows: readonly Workflow[] = [
	onPostgres(memory, 'Lilith'),
	onPostgres(magi, 'Lilith'),
	claiming(),
	at('embedded', memory),
	at('slow-memory', restingAfter(['Remember', 'Save'], 4, onPostgres(memory, 'Lilith'))),
	at('slow-magi', restingAfter(['Adam counts Balthazar'], 6, onPostgres(magi, 'Lilith'))),
];
