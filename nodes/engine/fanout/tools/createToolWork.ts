import type { Endpoint } from '../../endpoint/endpoint';
import type { SchemaCheck } from '../../jsonSchema';
import type { Fence } from '../../prompts/fence';
import type { Source, Tool } from '../../tool';
import type { CloneWork } from '../cloneWork';
import type { FanOutRequest } from '../fanOutRequest';
import type { ClonePlan } from '../planClones';
import { createBoardTools } from '../rounds/boardTools';
import type { EvidenceBoard } from '../rounds/evidenceBoard';
import { LookUps } from '../rounds/lookUps';
import { AutomaticConversation } from './automaticConversation';
import { functionCallingOf } from './functionCalling';
import { GuidedConversation } from './guided/guidedConversation';
import { Toolbox } from './toolbox';
import { ToolConversation } from './toolConversation';

/** Where clones share what they find, and in which round they are. */
export interface Sharers {
	readonly board: EvidenceBoard;
	readonly currentRound: () => number;
}

export interface ToolWorker {
	readonly plan: ClonePlan;
	readonly request: FanOutRequest;
	readonly endpoint: Endpoint;
	readonly check: SchemaCheck | undefined;
	readonly fence: Fence;
	/** The tools of this clone, without those of the board. */
	readonly own: readonly Tool[];
	readonly sharers?: Sharers;
}

/** The work of a clone with tools, in the way that the request's `toolMode` says. */
export function createToolWork(worker: ToolWorker): CloneWork {
	const { plan, request, endpoint, check, fence, own, sharers } = worker;
	const { mostSteps } = request.toolLimits;
	const mode = request.toolMode ?? 'functionCalling';
	const sources = new Map<string, Source>([['task', { id: 'task', tool: 'task', asked: '', text: request.task }]]);
	const boardTools =
		sharers === undefined || mode === 'guided' ? [] : createBoardTools(sharers.board, plan.clone, sources, sharers.currentRound);
	const toolbox = new Toolbox(plan.clone, [...own, ...boardTools], request.toolLimits, sources, request.task);
	const names = own.map(({ name }) => name);
	// What a role names is what its clone is there for.
	const mustUseTools = plan.tools !== undefined && names.length > 0;
	const guided = () =>
		new GuidedConversation(endpoint, plan, check, {
			toolbox,
			tools: own,
			mostSteps,
			fence,
			task: request.task,
			mustUseTools,
			lookUps: sharers?.board.lookUps ?? new LookUps(),
			clone: plan.clone,
			...(request.system === undefined ? {} : { system: request.system }),
			...(plan.request.jsonSchema === undefined ? {} : { schema: plan.request.jsonSchema }),
			...(sharers === undefined ? {} : { place: () => ({ board: sharers.board, clone: plan.clone, round: sharers.currentRound() }) }),
		});
	if (mode === 'guided') return guided();
	// Whether calls work is found out by this clone, else by another one in the meantime: where nothing is known, guiding is how it is asked again.
	const isAsked = () =>
		mustUseTools &&
		(mode === 'functionCalling' || toolbox.uses.length > 0 || functionCallingOf(endpoint.baseUrl, plan.request.model) === 'works');
	const meantTools = () => (isAsked() ? names : []);
	const calling = new ToolConversation(endpoint, plan, check, { toolbox, mostSteps, fence, meantTools });
	return mode === 'functionCalling' ? calling : new AutomaticConversation(endpoint, plan, toolbox, names, calling, guided(), fence);
}
