import type { AskOptions, ChatAnswer, Endpoint } from '../endpoint/endpoint';
import { isEngineError } from '../errors';
import { compileSchema } from '../jsonSchema';
import { parseJson } from '../parseJson';
import { plansPrompt, plansSchema } from '../prompts/plans';
import type { FanOutRequest } from './fanOutRequest';

export interface Drafted {
	/** Distinct, at least one. */
	readonly plans: readonly string[];
	readonly answers: readonly ChatAnswer[];
	readonly note?: string;
}

/** Two plans that share this much of their words are one. */
const SAME_SHARE = 0.8;

/**
 * Has the model draft one plan for each clone, and once more for what is missing where some say the same or nothing came.
 *
 * Both calls share the time of one clone. With fewer plans than clones in the end they are taken in turn; without any the clones go without, and the note says so. After PlanSearch (2409.03733): plans that differ search wider than
 * temperatures that do.
 *
 * @throws what `endpoint.chat` throws the first time; what goes wrong the second time is told in the note.
 */
export async function draftPlans(endpoint: Endpoint, request: FanOutRequest, given: AskOptions): Promise<Drafted> {
	const options = { startedAt: Date.now(), ...given };
	let trouble = '';
	const plans: string[] = [];
	const answers: ChatAnswer[] = [];
	for (let time = 0; time < 2 && plans.length < request.clones; time++) {
		const answer = await ask(endpoint, request, options, request.clones - plans.length, plans).catch((error: unknown) => {
			if (time === 0 || options.signal.aborted || !isEngineError(error)) throw error;
			trouble = ` Asked for more, it brought none: ${error.message}`;
		});
		if (answer === undefined) break;
		answers.push(answer);
		for (const plan of readPlans(answer.text)) {
			if (plans.length < request.clones && plans.every((other) => shareOf(plan, other) < SAME_SHARE)) plans.push(plan);
		}
	}
	if (plans.length === request.clones) return { plans, answers };
	const note =
		plans.length === 0
			? `The model drafted no plan that could be read, so the clones went without.${trouble}`
			: `The model drafted ${plans.length} distinct plans for ${request.clones} clones, so they are taken in turn.${trouble}`;
	return { plans, answers, note };
}

async function ask(
	endpoint: Endpoint,
	{ model, system, task, sampling, extraBody, leaveOut }: FanOutRequest,
	options: AskOptions,
	count: number,
	kept: readonly string[],
): Promise<ChatAnswer> {
	const messages = [
		...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
		{ role: 'user' as const, content: plansPrompt(task, count, kept) },
	];
	return await endpoint.chat(
		{
			model,
			messages,
			sampling,
			jsonSchema: plansSchema,
			...(extraBody === undefined ? {} : { extraBody }),
			...(leaveOut === undefined ? {} : { leaveOut }),
		},
		options,
	);
}

/** What a model writes beside its plans does no harm where no grammar forbids it. */
const check = compileSchema({ ...plansSchema, additionalProperties: true });

function readPlans(text: string): readonly string[] {
	const value = parseJson(text)?.value;
	if (value === undefined || check(value).length > 0) return [];
	return (value as { plans: string[] }).plans.map((plan) => plan.trim()).filter((plan) => plan !== '');
}

/** Words that both have, of the words that either has (Jaccard). */
function shareOf(left: string, right: string): number {
	const [one, other] = [wordsOf(left), wordsOf(right)];
	const both = [...one].filter((word) => other.has(word)).length;
	return both / Math.max(1, one.size + other.size - both);
}

function wordsOf(text: string): ReadonlySet<string> {
	return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
