import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { idOf, type Workflow } from '../../scripts/real-n8n/workflow.mts';
import { everyAnswer, everyNode, needs } from '../support/everyNode';
import { keepShown, type Choice } from '../support/listChoices';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';

const packageName = 'n8n-nodes-shadow-clones';
const atOnce = 4;

interface Chain {
	readonly name: string;
	readonly path: string;
	readonly items: readonly object[];
	readonly nodes: readonly object[];
}

/** A webhook, what takes the items out of its body, and the node with one of its choices. */
function chainOf({ name, parameters }: Choice, description: INodeTypeDescription, items: readonly object[], place: number): Chain {
	const path = `choice-${place}`;
	const at = (step: number) => ({ id: `${path}-${step}`, position: [step * 220, place * 120] });
	const isServer = description.credentials?.some((credential) => credential.name === 'vllmApi') === true;
	const nodes = [
		{
			...at(0),
			name: `Webhook ${place}`,
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: path,
			parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries', options: {} },
		},
		{
			...at(1),
			name: `Items ${place}`,
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'body.items', options: {} },
		},
		{
			...at(2),
			name: `Node ${place}`,
			type: `${packageName}.${description.name}`,
			typeVersion: 1,
			// Where no candidate is accepted, Best is empty, and a webhook has nothing to answer with.
			alwaysOutputData: true,
			parameters,
			...(isServer && { credentials: { vllmApi: { name: 'vLLM account' } } }),
		},
	];
	return { name: `${description.displayName}, ${name}`, path, items, nodes };
}

/** Some in each workflow: with all in one, n8n builds 700 nodes for each call. */
const chainsPerWorkflow = 8;

function workflowOf(chains: readonly Chain[], number: number): Workflow {
	const connections = Object.fromEntries(
		chains.flatMap(({ nodes }) =>
			(nodes as Array<{ name: string }>)
				.slice(0, -1)
				.map(({ name }, step) => [
					name,
					{ main: [[{ node: (nodes as Array<{ name: string }>)[step + 1]?.name, type: 'main', index: 0 }]] },
				]),
		),
	);
	const settings = { executionOrder: 'v1', saveDataSuccessExecution: 'none' };
	return { name: `Every choice ${number}`, nodes: chains.flatMap(({ nodes }) => nodes), connections, settings } as unknown as Workflow;
}

const inSlices = <Value>(values: readonly Value[], size: number): ReadonlyArray<readonly Value[]> =>
	Array.from({ length: Math.ceil(values.length / size) }, (_, slice) => values.slice(slice * size, (slice + 1) * size));

const subWorkflow = {
	name: 'Sub',
	nodes: [
		{
			id: 'called',
			name: 'Called',
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			position: [0, 0],
			parameters: { inputSource: 'passthrough' },
		},
		{
			id: 'text',
			name: 'Text',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [220, 0],
			parameters: { mode: 'raw', jsonOutput: '{"text":"From the sub-workflow."}', options: {} },
		},
	],
	connections: { Called: { main: [[{ node: 'Text', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
} as unknown as Workflow;

/** As it was saved when all optional fields stood under Options. */
const beforeGroups: Choice = {
	name: 'as before groups',
	parameters: { task: 'An older task.', clones: 1, differBy: 'sampling', options: { maxTokens: 7, seed: 4711, system: 'Be old.' } },
};

describe('every scorer, merger, approach, operation and option in a real n8n', () => {
	let folder: string;
	let n8n: RunningN8n;
	let double: VllmDouble;
	let chains: readonly Chain[];
	let older: Chain;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		double = await startVllmDouble(everyAnswer);
		const file = join(folder, '.n8n', 'shadow-clones', 'choices.sqlite');
		chains = everyNode(file, idOf('workflow', 'Sub'))
			.flatMap(({ type, items, choices }) => choices.map((choice) => ({ type, items, choice })))
			.filter(({ choice }) => !needs.some(([lacking]) => lacking.test(choice.name)))
			.map(({ type: { description }, items, choice: { name, parameters } }, place) =>
				chainOf({ name, parameters: keepShown(description, parameters) }, description, items, place),
			);
		older = chainOf(beforeGroups, new ShadowCloneFanOut().description, [{}], chains.length);
		n8n = await startN8n({
			folder,
			workflows: [subWorkflow, ...inSlices([...chains, older], chainsPerWorkflow).map(workflowOf)],
			credentials: [{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } }],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	async function run({ name, path, items }: Chain): Promise<string | undefined> {
		const response = await fetch(`${n8n.address}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ items }),
		});
		const text = await response.text();
		return response.status === 200 && !/"error":/.test(text) ? undefined : `${name}: ${response.status} ${text.slice(0, 300)}`;
	}

	it('runs with only the fields that the editor shows', async () => {
		const wrong: string[] = [];
		const waiting = [...chains];
		const work = async () => {
			for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
				const said = await run(next);
				if (said !== undefined) wrong.push(said);
			}
		};
		await Promise.all(Array.from({ length: atOnce }, work));
		expect(wrong).toEqual([]);
		expect(chains.length).toBeGreaterThan(200);
	});

	it('reads of an older workflow what still stands under Options; n8n drops what stands in another group now', async () => {
		expect(await run(older)).toBeUndefined();
		const [asked] = double.requests.filter(({ messages }) => JSON.stringify(messages).includes('An older task.'));
		expect(asked?.messages?.[0]).toEqual({ role: 'system', content: 'Be old.' });
		expect(asked).not.toHaveProperty('max_tokens');
		expect(asked?.seed).not.toBe(4711);
	});
});
