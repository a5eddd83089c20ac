import type { AskOptions } from '../endpoint/endpoint';
import { compileAnswerSchema, type SchemaCheck } from '../jsonSchema';
import { sharingPrompt } from '../prompts/evidence';
import { createFence, type Fence } from '../prompts/fence';
import { followPlanPrompt } from '../prompts/plans';
import { toolRulePrompt } from '../prompts/toolUse';
import { draftPlans } from './draftPlans';
import type { FanOutContext } from './fanOutContext';
import type { FanOutRequest } from './fanOutRequest';
import { planClones, type ClonePlan, type PlannableRequest } from './planClones';
import { settleRoles } from './roles';

/** What is settled before any clone starts. */
export interface PreparedRun {
	readonly plans: readonly ClonePlan[];
	/** Of the larger model, where one may be asked: the task as it is, without any approach. */
	readonly largerPlan?: ClonePlan;
	readonly check: SchemaCheck | undefined;
	readonly fence: Fence;
	readonly notes: readonly string[];
}

type Settled = Pick<PreparedRun, 'notes'> & { readonly difference: PlannableRequest['difference'] };

/**
 * Settles roles, drafts plans, and writes down what each clone will ask.
 *
 * @throws InvalidInputError for a schema or roles that cannot be used; what `endpoint.chat` throws while plans are drafted.
 */
export async function prepareRun(request: FanOutRequest, context: FanOutContext, options: AskOptions): Promise<PreparedRun> {
	const check = request.answerFormat.kind === 'json' ? compileAnswerSchema(request.answerFormat.schema ?? { type: 'object' }) : undefined;
	const fence = createFence(context.drawMarker());
	const hasTools = (context.tools?.length ?? 0) > 0;
	const shares = request.sharing.rounds > 1;
	const { difference, ...settled } = await settleDifference(request, context, options);
	const rules = [...(hasTools || shares ? [toolRulePrompt(fence)] : []), ...(shares ? [sharingPrompt] : [])];
	const plans = planClones({ ...request, difference }, context.drawSeed, rules);
	const largerPlan = planLarger(request, context, rules);
	return {
		plans,
		check,
		fence,
		...settled,
		...(largerPlan === undefined ? {} : { largerPlan: { ...largerPlan, clone: request.clones + 1, approach: 'Larger model' } }),
	};
}

/** What Extra Body says is meant for the clones' server, and another one may refuse it. */
function planLarger(request: FanOutRequest, context: FanOutContext, rules: readonly string[]): ClonePlan | undefined {
	const { larger, extraBody, ...settled } = request;
	if (larger === undefined) return undefined;
	const isOnOtherServer = context.largerEndpoint !== undefined;
	const asked = { ...settled, ...(extraBody === undefined || isOnOtherServer ? {} : { extraBody }) };
	const [plan] = planClones({ ...asked, clones: 1, difference: { by: 'model', models: [larger.model] } }, context.drawSeed, rules);
	return plan;
}

async function settleDifference(request: FanOutRequest, context: FanOutContext, options: AskOptions): Promise<Settled> {
	const { difference } = request;
	if (difference.by === 'role') {
		const { roles, notes } = settleRoles(difference.roles, context.tools ?? []);
		return { difference: { by: 'role', roles }, notes };
	}
	if (difference.by !== 'plan') return { difference, notes: [] };
	const { plans, answers, note } = await draftPlans(context.endpoint, request, options);
	const approaches =
		plans.length === 0
			? [{ label: 'Without a plan', instruction: '' }]
			: plans.map((plan, index) => ({
					label: `Plan ${index + 1}: ${plan.length > 80 ? `${plan.slice(0, 80)}…` : plan}`,
					instruction: followPlanPrompt(plan),
				}));
	return {
		difference: { by: 'approach', approaches },
		notes: [...(note === undefined ? [] : [note]), ...answers.flatMap((answer) => answer.notes ?? [])],
	};
}
