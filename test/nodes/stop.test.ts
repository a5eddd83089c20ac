import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { NodeConnectionTypes, type IDataObject, type INodeType } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { candidateOf } from '../engine/evaluate/candidateOf';
import { runInEngine, type NodeUnderTest } from '../support/runInEngine';
import { inGroups } from '../support/inGroups';

/** Takes every connection and never says a word: a model server, a code-running service or a Postgres that hangs. */
let silent: Server;
let port: number;
let reached: Promise<void>;
const sockets = new Set<Socket>();
beforeEach(async () => {
	const arrival = Promise.withResolvers<void>();
	reached = arrival.promise;
	silent = createServer((socket) => {
		sockets.add(socket.on('error', () => {}).on('data', () => arrival.resolve()));
	});
	await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
	({ port } = silent.address() as AddressInfo);
});
afterEach(() => {
	for (const socket of sockets) socket.destroy();
	silent.close();
});

/** Presses Stop when something hangs, and tells how the execution ended. */
async function stopOf(nodes: readonly NodeUnderTest[], items: readonly IDataObject[], hangs: Promise<void> = reached, services = {}) {
	const credentials = {
		vllmApi: { url: `http://127.0.0.1:${port}/v1`, apiKey: '' },
		sandboxServiceApi: { url: `http://127.0.0.1:${port}` },
		postgres: { host: '127.0.0.1', port, database: 'd', user: 'u', password: 'p', ssl: 'disable', maxConnections: 2 },
	};
	const { run } = await runInEngine(nodes, items, credentials, (stop) => void hangs.then(stop), services);
	return run.status;
}

const named = { __rl: true, mode: 'id', value: 'm' };
const fanOut = (options: IDataObject = {}, parameters: IDataObject = {}): NodeUnderTest => ({
	name: 'clones',
	type: new ShadowCloneFanOut(),
	parameters: { task: 'x', clones: 2, model: named, ...inGroups(new ShadowCloneFanOut(), options), ...parameters },
});
const candidates = [1, 2].map((clone) => candidateOf(`answer ${clone}`, clone) as unknown as IDataObject);
const remember = { resource: 'memory', operation: 'remember', namespace: 'n', text: 'x', trust: 'user', store: 'postgres' };

describe('Stop pressed in n8n', () => {
	it.each<readonly [string, NodeUnderTest, readonly IDataObject[]]>([
		['a model that does not answer', fanOut(), [{}]],
		['a list of models that does not come', fanOut({}, { model: { ...named, value: '' } }), [{}]],
		['plans that are not drafted', fanOut({}, { differBy: 'plan' }), [{}]],
		['a lone call for the pace', fanOut({ measurePace: true }), [{}]],
		['answers cached in a Postgres that hangs', fanOut({ cacheAnswers: { settings: { store: 'postgres' } } }), [{}]],
		[
			'a judge that does not answer',
			{ name: 'e', type: new CloneEvaluator(), parameters: { scoreBy: ['judge'], judgeModel: named } },
			candidates,
		],
		['a judge whose model is looked for', { name: 'e', type: new CloneEvaluator(), parameters: { scoreBy: ['judge'] } }, candidates],
		[
			'a reward model that does not answer',
			{ name: 'e', type: new CloneEvaluator(), parameters: { scoreBy: ['rewardModel'], rewardModel: 'm' } },
			candidates,
		],
		['a synthesis that is not written', { name: 's', type: new Synthesizer(), parameters: { method: 'merge', model: named } }, candidates],
		['a Postgres that does not answer', { name: 'm', type: new MemoryGateway(), parameters: remember }, [{}]],
		[
			'an embedding that does not come',
			{ name: 'm', type: new MemoryGateway(), parameters: { ...remember, store: 'embedded', byMeaning: true, embeddingModel: named } },
			[{}],
		],
	])('does not wait for %s', async (_, node, items) => {
		expect(await stopOf([node], items)).toBe('canceled');
	});

	it('does not wait for a connected tool that does not say what it can do', async () => {
		const asked = Promise.withResolvers<void>();
		expect(await stopOf([fanOut(), hangingTool(asked.resolve)], [{}], asked.promise)).toBe('canceled');
	});

	it('does not wait for a sub-workflow', async () => {
		const asked = Promise.withResolvers<void>();
		const executeWorkflow = async () => {
			asked.resolve();
			return await new Promise<never>(() => {});
		};
		const clones = fanOut({ subWorkflow: { __rl: true, mode: 'id', value: 'other' } });
		expect(await stopOf([clones], [{}], asked.promise, { executeWorkflow })).toBe('canceled');
	});
});

it('ends the waiting for a connected tool at the deadline, with the reason', async () => {
	const nodes = [fanOut({ deadlineSeconds: 0.1 }), hangingTool(() => {})];
	const ran = await runInEngine(nodes, [{}], { vllmApi: { url: `http://127.0.0.1:${port}/v1`, apiKey: '' } });
	expect(() => ran.outputsOf('clones')).toThrow(
		/^The deadline of 0\.1 s came before the clones could start: a connected tool did not answer/,
	);
});

/** As a client of an MCP server that hangs. */
function hangingTool(onAsked: () => void): NodeUnderTest {
	const type: INodeType = {
		description: {
			displayName: 'Tool',
			name: 'tool',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [],
			outputs: [NodeConnectionTypes.AiTool],
			properties: [],
		},
		supplyData: async () => {
			onAsked();
			return await new Promise<never>(() => {});
		},
	};
	return { name: 'Tool', type, parameters: {}, toolOf: 'clones' };
}
