import type { IExecuteFunctions } from 'n8n-workflow';
import { AnswerCache } from '../engine/cache/answerCache';
import { seedOf } from '../engine/cache/answerKey';
import { keptUnder, type Endpoint } from '../engine/endpoint/endpoint';
import { findModel } from '../engine/endpoint/findModel';
import { limiterFor, type Limiter } from '../engine/endpoint/limiter';
import { measurePace } from '../engine/endpoint/measurePace';
import { paceOf } from '../engine/endpoint/pace';
import { createSharedPace } from '../engine/endpoint/sharedPace';
import { createRetryBudget } from '../engine/endpoint/retryBudget';
import { withHeaders } from '../engine/endpoint/withHeaders';
import { checkClones } from '../engine/fanout/checkRequest';
import { fanOut, type FanOutResult } from '../engine/fanout/fanOut';
import type { FanOutRequest } from '../engine/fanout/fanOutRequest';
import type { MemoryStore } from '../engine/memory/stores';
import { openChatModels } from '../shared/chatModel/openChatModels';
import { openLargerServer } from '../shared/openLargerServer';
import { openModelServer, openModelServerIfAny } from '../shared/openModelServer';
import { openStore } from '../shared/openStore';
import { traceOf } from '../shared/sentAlong';
import { beforeDeadline } from './beforeDeadline';
import { readConnectedTools } from './connectedTools';
import { withPages } from './withPages';
import { hintAtUnusedOptions } from './optionsForTools';
import type { NodeRequest } from './readRequest';
import { openSubWorkflow } from './subWorkflow';
import { setFieldsOf, withChatModels } from './withChatModels';

/**
 * Runs one item's fan-out on the connected chat models, or on the server of its credential where none is connected.
 *
 * The deadline counts from here: it also ends the waiting for tools that do not say what they can do, and for a store.
 */
export async function runFanOut(
	context: IExecuteFunctions,
	request: NodeRequest,
	itemIndex: number,
	signal: AbortSignal,
): Promise<FanOutResult & { readonly asksConnected: boolean }> {
	const startedAt = Date.now();
	const { fanOut: asked } = request;
	// Before a server, a tool or a store is opened, as each may fail for reasons of its own.
	checkClones(asked.clones);
	const prepare = async <Result>(what: string, work: () => Promise<Result>) =>
		await beforeDeadline(work, what, startedAt, asked.deadlineMs, signal);
	// What is done in a sub-workflow most often needs no model from here.
	const runId = crypto.randomUUID();
	const openServer = request.subWorkflow === undefined ? openModelServer : openModelServerIfAny;
	const models = await prepare('a connected Chat Model', async () => await openChatModels(context, itemIndex, setFieldsOf(request)));
	const endpoint = models ?? (await openServer(context, itemIndex, runId));
	const connected = await prepare('a connected tool', async () => await readConnectedTools(context, itemIndex, runId));
	const tools = withPages(context, connected, request.opensPages);
	// In rounds, clones have tools of their own.
	if (tools.length === 0 && asked.sharing.rounds === 1) hintAtUnusedOptions(context, itemIndex);
	const cloneRunner = request.subWorkflow === undefined ? undefined : openSubWorkflow(context, request.subWorkflow, runId);
	const onlyAsks = tools.length === 0 && cloneRunner === undefined && asked.sharing.rounds === 1;
	const store = onlyAsks
		? await prepare('the store of the answer cache', async () => await openCacheStore(context, request, itemIndex))
		: undefined;
	const cache = openCache(request, store);
	const largerEndpoint = request.isLargerOnOtherServer
		? withHeaders(await openLargerServer(context, itemIndex), traceOf(context))
		: undefined;
	const { task, system } = asked;
	const needsModel = cloneRunner === undefined || asked.difference.by === 'plan';
	const named = models === undefined ? asked : withChatModels(request, models.names);
	const settled = needsModel ? await withModel(named, endpoint, startedAt, signal) : { ...named, measurePace: false };
	const shared = store === undefined || store.kind === 'embedded' ? undefined : createSharedPace(store, keptUnder(endpoint));
	if (settled.model !== '') await shared?.adopt(settled.model, signal);
	const limiter = limiterOf(context, request);
	const result = await fanOut(settled, {
		startedAt,
		endpoint,
		retryBudget: createRetryBudget(asked.clones),
		paceOf: (model) => paceOf(keptUnder(endpoint), model),
		measurePace: async (plan, paceSignal, watch) => {
			const measure = async () => await measurePace(endpoint, plan.request, paceSignal, watch);
			return await (shared === undefined ? measure() : shared.measure(plan.request.model, measure, paceSignal));
		},
		signal,
		tools,
		createRunId: () => runId,
		drawMarker: () => crypto.randomUUID().replaceAll('-', '').slice(0, 12),
		// Half of what a signed 32-bit seed holds, as some servers take no more, with room to count up.
		drawSeed: () => (cache === undefined ? Math.floor(Math.random() * 2 ** 30) : seedOf({ task, system })),
		...(cache === undefined ? {} : { cache }),
		...(cloneRunner === undefined ? {} : { cloneRunner }),
		...(largerEndpoint === undefined ? {} : { largerEndpoint }),
		...(limiter === undefined ? {} : { limiter }),
	}).finally(() => limiter?.release());
	const noted =
		request.cache === undefined || onlyAsks
			? result
			: withNote(
					result,
					'Cache Answers was left out: what clones find with tools, in rounds or in a sub-workflow is not the same every time.',
				);
	return { ...noted, asksConnected: models !== undefined };
}

/** One for all runs of a workflow's node, so that other nodes and workflows neither count nor decide. */
function limiterOf(context: IExecuteFunctions, { clonesAtOnce }: NodeRequest): Limiter | undefined {
	if (clonesAtOnce === undefined) return undefined;
	return limiterFor(`${String(context.getWorkflow().id ?? '')} ${context.getNode().id}`, clonesAtOnce);
}

async function openCacheStore(context: IExecuteFunctions, { cache }: NodeRequest, itemIndex: number): Promise<MemoryStore | undefined> {
	return cache === undefined ? undefined : await openStore(context, itemIndex, cache.place);
}

function openCache({ cache }: NodeRequest, store: MemoryStore | undefined): AnswerCache | undefined {
	if (cache === undefined || store === undefined) return undefined;
	const { kind, records, leases } = store;
	return new AnswerCache({ ...cache, records, ...(kind !== 'embedded' && { leases }) });
}

function withNote({ receipt, ...result }: FanOutResult, note: string): FanOutResult {
	return { ...result, receipt: { ...receipt, notes: [...(receipt.notes ?? []), note] } };
}

async function withModel(request: FanOutRequest, endpoint: Endpoint, startedAt: number, signal: AbortSignal): Promise<FanOutRequest> {
	if (request.model !== '' || request.difference.by === 'model') return request;
	const leftMs = (request.deadlineMs ?? Number.POSITIVE_INFINITY) - (Date.now() - startedAt);
	const timeoutMs = Math.max(1, Math.min(request.cloneTimeoutMs, leftMs));
	const { id } = await findModel(endpoint, 'Model', { signal, timeoutMs });
	return { ...request, model: id };
}
