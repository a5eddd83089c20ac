import type { AskOptions } from '../endpoint/endpoint';
import { askClone } from './askClone';
import { askThroughCache } from './askThroughCache';
import type { CloneWork } from './cloneWork';
import { RunnerWork, type CloneTask } from './cloneRunner';
import type { FanOutContext } from './fanOutContext';
import type { FanOutRequest } from './fanOutRequest';
import type { ClonePlan } from './planClones';
import type { PreparedRun } from './prepareRun';
import { createToolWork, type Sharers } from './tools/createToolWork';

/** The work of one clone: a lone question, through the cache where there is one, a conversation with tools, or work elsewhere. */
export function createWork(
	plan: ClonePlan,
	request: FanOutRequest,
	context: FanOutContext,
	{ check, fence }: PreparedRun,
	sharers: Sharers | undefined,
): CloneWork {
	const { endpoint, cache, cloneRunner, tools: connected = [] } = context;
	// The larger model is a model: what the small clones do elsewhere cannot be asked of it.
	if (cloneRunner !== undefined && plan.clone <= request.clones)
		return new RunnerWork(cloneRunner, plan, cloneTaskOf(plan, request), check);
	const own = plan.tools === undefined ? connected : connected.filter(({ name }) => plan.tools?.includes(name));
	if (own.length === 0 && sharers === undefined) {
		const ask = async (options: AskOptions) =>
			cache === undefined ? await askClone(endpoint, plan, options, check) : await askThroughCache(cache, endpoint, plan, options, check);
		// Whose tools are not there answers from what it knows, in one round as in several.
		return { answer: async (options) => ({ ...(await ask(options)), ...(plan.lacksTools === true ? { withoutSource: true } : {}) }) };
	}
	return createToolWork({ plan, request, endpoint, check, fence, own, ...(sharers === undefined ? {} : { sharers }) });
}

function cloneTaskOf(
	{ clone, approach, instruction, request: { model, sampling } }: ClonePlan,
	{ task, clones, system }: FanOutRequest,
): CloneTask {
	return { clone, clones, task, approach, instruction, ...(system === undefined ? {} : { system }), model, sampling };
}
