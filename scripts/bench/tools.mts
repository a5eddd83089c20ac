import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startN8n, type RunningN8n } from '../real-n8n/startN8n.mts';
import { idOf, type Workflow } from '../real-n8n/workflow.mts';
import { readOptions } from '../shared/readOptions.mts';
import { SetupError, runScript } from '../shared/setupError.mts';
import { step, type OnStep } from '../shared/step.mts';
import { formatTable } from '../start/formatTable.mts';
import { writePlainParallel } from './tools/plainParallel.mts';
import { startToolEndpoint, type ToolEndpoint } from './tools/startToolEndpoint.mts';

const toolMs = 500;
const rounds = 9;
/** n8n stores an execution after it has answered. */
const restMs = 400;

interface Subject {
	readonly name: string;
	readonly path: string;
	/** Calls of the tool that it must make. */
	readonly calls: number;
}

interface Row extends Subject {
	readonly wallMs: number;
	readonly mostInFlight: number;
}

const subjects: readonly Subject[] = [
	{ name: 'one clone with the tool', path: 'tool-1', calls: 1 },
	{ name: 'three clones with the tool', path: 'tool-3', calls: 3 },
	{ name: 'one sub-workflow, by n8n alone', path: 'plain-1', calls: 1 },
	{ name: 'five sub-workflows, by n8n alone', path: 'plain-5', calls: 5 },
	{ name: 'five sub-workflow clones', path: 'sub-5', calls: 5 },
];

/** Clones whose tools take half a second each, and clones that are workflows with such a call, from a real n8n; beside what n8n takes to run the same workflows at once. */
async function benchTools(): Promise<void> {
	const { json } = readOptions({ json: { type: 'boolean', default: false } }, (values) => values);
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-bench-'));
	const endpoint = await startToolEndpoint(toolMs);
	try {
		const rows = await step(
			'measuring',
			async (say) => {
				const env = { N8N_CUSTOM_EXTENSIONS: await writePlainParallel(folder) };
				const n8n = await startN8n({
					folder,
					env,
					workflows: writeWorkflows(endpoint),
					credentials: [{ name: 'Bench vLLM', type: 'vllmApi', data: { url: endpoint.baseUrl, apiKey: '' } }],
					onStep: say,
				});
				try {
					return await measure(n8n, endpoint, say);
				} finally {
					await n8n.stop();
				}
			},
			{ output: json ? process.stderr : process.stdout },
		);
		console.log(json ? JSON.stringify({ toolMs, rounds, rows }, null, '\t') : formatRows(rows));
		await rm(folder, { recursive: true, force: true });
	} finally {
		await endpoint.stop();
	}
}

async function measure(n8n: RunningN8n, endpoint: ToolEndpoint, say: OnStep): Promise<Row[]> {
	const measured = new Map(subjects.map((subject) => [subject, { walls: [] as number[], mostInFlight: 0 }]));
	for (let round = 0; round <= rounds; round++) {
		say(round === 0 ? 'warm-up' : `round ${round} of ${rounds}`);
		for (const [subject, { walls, mostInFlight }] of measured) {
			const called = await call(n8n, subject, endpoint);
			if (round > 0) walls.push(called.wallMs);
			measured.set(subject, { walls, mostInFlight: Math.max(mostInFlight, called.mostInFlight) });
		}
	}
	return [...measured].map(([subject, { walls, mostInFlight }]) => ({
		...subject,
		wallMs: walls.toSorted((left, right) => left - right)[Math.floor(walls.length / 2)] ?? Number.NaN,
		mostInFlight,
	}));
}

async function call(n8n: RunningN8n, { name, path, calls }: Subject, endpoint: ToolEndpoint) {
	await sleep(restMs);
	endpoint.reset();
	const startedAt = performance.now();
	const response = await fetch(`${n8n.address}/webhook/${path}`, { method: 'POST' });
	const text = await response.text();
	const wallMs = performance.now() - startedAt;
	const { served, mostInFlight } = endpoint.counts();
	if (response.ok && served === calls) return { wallMs, mostInFlight };
	throw new SetupError(
		`${name} answered ${response.status} after ${served} of ${calls} calls: ${text.slice(0, 300)}`,
		`n8n's log is in ${n8n.logFile}.`,
	);
}

interface Part {
	readonly name: string;
	readonly type: string;
	readonly typeVersion?: number;
	readonly parameters: object;
	readonly credentials?: object;
}

function writeWorkflows({ toolAddress }: ToolEndpoint): Workflow[] {
	const fetchTool: Part = {
		name: 'Fetch',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: { url: toolAddress, options: {} },
	};
	const asTool: Part = {
		name: 'Look up',
		type: 'n8n-nodes-base.httpRequestTool',
		typeVersion: 4.2,
		parameters: { toolDescription: 'Looks it up', url: toolAddress, options: {} },
	};
	const start: Part = {
		name: 'When called',
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.1,
		parameters: { inputSource: 'passthrough' },
	};
	const sub = write('Bench sub-workflow', [start, fetchTool]);
	const id = idOf('workflow', sub.name);
	const webhook = (path: string): Part => ({
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	});
	const fanOut = (clones: number, options: object): Part => ({
		name: 'Clones',
		type: 'n8n-nodes-shadow-clones.shadowCloneFanOut',
		credentials: { vllmApi: { name: 'Bench vLLM' } },
		parameters: {
			task: 'Look it up.',
			model: { __rl: true, mode: 'id', value: 'bench' },
			clones,
			differBy: 'approach',
			answerFormat: 'text',
			options,
		},
	});
	const plain = (times: number): Part => ({ name: 'Plain Parallel', type: 'CUSTOM.plainParallel', parameters: { times, workflow: id } });
	return [
		sub,
		...[1, 3].map((clones) => write(`Bench tool ${clones}`, [webhook(`tool-${clones}`), fanOut(clones, {})], asTool)),
		...[1, 5].map((times) => write(`Bench plain ${times}`, [webhook(`plain-${times}`), plain(times)])),
		write('Bench sub 5', [webhook('sub-5'), fanOut(5, { subWorkflow: { __rl: true, mode: 'id', value: id } })]),
	];
}

/** One node after the other; the tool, where there is one, belongs to the last. */
function write(name: string, parts: readonly Part[], tool?: Part): Workflow {
	const nodes = [...parts, ...(tool === undefined ? [] : [tool])].map((part, index) => ({
		id: `node-${index}`,
		typeVersion: 1,
		webhookId: randomUUID(),
		...part,
		position: [index * 220, 0],
	}));
	const main = parts.slice(0, -1).map((part, index) => [part.name, { main: [[{ node: parts[index + 1]?.name, type: 'main', index: 0 }]] }]);
	const tools = tool === undefined ? [] : [[tool.name, { ai_tool: [[{ node: parts.at(-1)?.name, type: 'ai_tool', index: 0 }]] }]];
	return { name, nodes, connections: Object.fromEntries([...main, ...tools]), settings: { executionOrder: 'v1' } } as unknown as Workflow;
}

function formatRows(rows: readonly Row[]): string {
	const table = formatTable(
		[
			['through', 'wall s', 'calls', 'most at once'],
			...rows.map(({ name, wallMs, calls, mostInFlight }) => [name, (wallMs / 1000).toFixed(3), String(calls), String(mostInFlight)]),
		],
		['left', 'right', 'right', 'right'],
	);
	return [
		'',
		`Each tool, and each sub-workflow, makes one call that takes ${toolMs / 1000} s. Webhook in, last node out; medians of ${rounds}, in turn.`,
		'',
		...table,
	].join('\n');
}

await runScript(benchTools);
