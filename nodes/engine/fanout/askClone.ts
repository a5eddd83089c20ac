import type { Candidate, Sampling, Usage } from '../candidate';
import type { AskOptions, ChatAnswer, ChatMessage, Endpoint } from '../endpoint/endpoint';
import { EngineError } from '../errors';
import { parseJson } from '../parseJson';
import { jsonAgainPrompt } from '../prompts/jsonAnswer';
import type { SchemaCheck } from '../jsonSchema';
import { nameSampling } from '../nameSampling';
import type { ClonePlan } from './planClones';

/** A clone answered twice, and neither answer was in the asked form. */
export class WrongFormError extends EngineError {
	override readonly name = 'WrongFormError';
	readonly advice = 'Ask for a simpler schema, say in the task what each field means, raise Max Tokens, or use a larger model.';
}

export type Answered = Omit<Candidate, 'run' | 'raw'> & {
	readonly raw: unknown;
	/** For the receipt. */ readonly notes?: readonly string[];
	/** For the receipt, too: what is no trouble. */ readonly remarks?: readonly string[];
};

/**
 * Asks one clone, and once more where its answer is not in the asked form.
 *
 * Usage, duration, attempts and the clone's time then cover both calls. Servers ignore fields that they do not know and answer all the same, so
 * the form is always checked here.
 *
 * @throws WrongFormError when the second answer does not fit either; what `endpoint.chat` throws otherwise.
 */
export async function askClone(endpoint: Endpoint, plan: ClonePlan, given: AskOptions, check: SchemaCheck | undefined): Promise<Answered> {
	const options = { startedAt: Date.now(), ...given };
	const first = await endpoint.chat(plan.request, options);
	if (check === undefined) return toAnswered(plan, [first]);

	const firstRead = readForm(first, check);
	if ('data' in firstRead) return { ...toAnswered(plan, [first]), data: firstRead.data };

	const messages: ChatMessage[] = [
		...plan.request.messages,
		{ role: 'assistant', content: first.text },
		{ role: 'user', content: jsonAgainPrompt(firstRead.complaints) },
	];
	const second = await endpoint.chat({ ...plan.request, messages }, options);
	const secondRead = readForm(second, check);
	if ('data' in secondRead) return { ...toAnswered(plan, [first, second]), data: secondRead.data };
	throw new WrongFormError(
		`Answered twice, but not in the asked form: ${secondRead.complaints.slice(0, 3).join('; ')}. It began: ${quoteBeginning(second.text)}`,
	);
}

/** `fit` has a try at what does not fit. */
export function readForm(
	answer: ChatAnswer,
	check: SchemaCheck,
	fit?: (value: unknown) => unknown,
): { readonly data: unknown } | { readonly complaints: readonly string[] } {
	const parsed = parseJson(answer.text);
	if (parsed === undefined) {
		const cut = answer.finishReason === 'length' || answer.finishReason === 'cut';
		return { complaints: [cut ? 'the JSON is cut off before its end' : 'it is not JSON'] };
	}
	const complaints = check(parsed.value);
	if (complaints.length === 0) return { data: parsed.value };
	const fitted = fit?.(parsed.value);
	return fitted !== undefined && check(fitted).length === 0 ? { data: fitted } : { complaints };
}

/** Puts the calls of one clone together: the last one's words, everybody's usage, durations and attempts. */
export function toAnswered(plan: ClonePlan, answers: readonly [ChatAnswer, ...ChatAnswer[]]): Answered {
	const last = answers[answers.length - 1] as ChatAnswer;
	const notes = answers.flatMap((answer) => answer.notes ?? []);
	const sampling = last.sampling ?? plan.request.sampling;
	return {
		approach: approachOf(plan, sampling),
		model: last.model,
		sampling,
		text: last.text,
		...(last.reasoning === undefined ? {} : { reasoning: last.reasoning }),
		finishReason: last.finishReason,
		...(last.toolCalls === undefined ? {} : { toolCalls: last.toolCalls }),
		...(last.logProbability === undefined ? {} : { logProbability: last.logProbability }),
		usage: answers.map((answer) => answer.usage).reduce(addUsage),
		timing: {
			...last.timing,
			startedAt: answers[0].timing.startedAt,
			durationMs: answers.reduce((sum, answer) => sum + answer.timing.durationMs, 0),
		},
		...(last.server === undefined ? {} : { server: last.server }),
		attempts: answers.reduce((sum, answer) => sum + answer.attempts, 0),
		raw: last.raw,
		...(notes.length === 0 ? {} : { notes }),
	};
}

/** A clone that differs by its temperature does not claim one that its server or Chat Model did not take. */
export function approachOf({ approach, request }: ClonePlan, sent: Sampling): string {
	return approach === nameSampling(request.sampling) ? nameSampling(sent) : approach;
}

/** Adds counts; what one call did not tell stays unknown in the sum. */
export function addUsage(left: Usage, right: Usage): Usage {
	const sum: Record<string, number> = {};
	for (const key of ['promptTokens', 'completionTokens', 'cachedTokens'] as const) {
		const [a, b] = [left[key], right[key]];
		if (a !== undefined && b !== undefined) sum[key] = a + b;
	}
	return sum;
}

export function quoteBeginning(text: string): string {
	return JSON.stringify(text.length > 160 ? `${text.slice(0, 160)}…` : text);
}
