import type { AnswerCache } from '../cache/answerCache';
import { answerKey } from '../cache/answerKey';
import { keptUnder, type AskOptions, type Endpoint } from '../endpoint/endpoint';
import { endOfTime } from '../endpoint/timeLimit';
import type { SchemaCheck } from '../jsonSchema';
import { approachOf, askClone, type Answered } from './askClone';
import type { ClonePlan } from './planClones';

/**
 * Gives the answer that was given before to exactly this question, and asks the clone where there is none.
 *
 * An answer that came in the asked form only when asked again is kept under the first question, so that the next run asks neither.
 *
 * Looking up and saving are part of the clone's time.
 *
 * @throws what `askClone` throws; LateAnswerError.
 */
export async function askThroughCache(
	cache: AnswerCache,
	endpoint: Endpoint,
	plan: ClonePlan,
	given: AskOptions,
	check: SchemaCheck | undefined,
): Promise<Answered> {
	const [startedAt, startedAtMs] = [new Date().toISOString(), performance.now()];
	const options = { startedAt: Date.now(), ...given };
	const key = answerKey(keptUnder(endpoint), plan.request);
	const ask = async (signal: AbortSignal) => await askClone(endpoint, plan, { ...options, signal }, check);
	const cached = await cache.answer({ key, asksForJson: check !== undefined, endsAt: endOfTime(options).endsAt, ask }, options.signal);
	if (cached.kind === 'asked') return { ...cached.answer, answerKey: key };
	const sampling = cached.answer.sampling ?? plan.request.sampling;
	return {
		...cached.answer,
		approach: approachOf(plan, sampling),
		sampling,
		timing: { startedAt, durationMs: performance.now() - startedAtMs },
		attempts: 0,
		answerKey: key,
		cached: { savedAt: cached.savedAt },
		raw: undefined,
	};
}
