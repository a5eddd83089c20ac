import type { EndingKind } from '../endpointError';
import { eitherOf, lower, timeoutField } from './adviseByFields';
import type { EndingFacts, Phase, Sentences } from './facts';
import { inSeconds } from './inSeconds';

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

/** Whose time ended, and what the clone was waiting for. */
export const endingSentences: Sentences<EndingKind> = {
	cloneTimeout: (facts) => ({
		message: `The ${timeOf(facts)} ran out ${describe(facts, 'it')}`,
		advice: advise(raiseTimeout(facts) ?? 'run it again when the server has less to do', facts),
	}),
	runDeadline: (facts) => ({
		message: `The deadline of the run came ${describe(facts, 'the clone')}`,
		advice: advise('set a later Deadline', facts),
	}),
};

/** A call that is nobody's answer, such as that of a judge, is no clone. */
export const timeOf = (facts: Pick<EndingFacts, 'fields' | 'timeoutMs'>): string =>
	`${timeoutField(facts) === 'Clone Timeout' ? "clone's" : "call's"} time of ${inSeconds(facts.timeoutMs)}`;

/** Undefined where the node has no field for it. */
export function raiseTimeout(facts: Pick<EndingFacts, 'fields'>): string | undefined {
	const field = timeoutField(facts);
	return field && `raise ${field}`;
}

function describe({ baseUrl, attempts, phase, answeredBefore = 0, lastFailure }: EndingFacts, who: string): string {
	const requests = attempts === 1 ? '1 request' : `${attempts} requests`;
	const asked = `while ${baseUrl} had the question and had sent nothing yet (${requests} sent)`;
	const where: Record<Phase, string> = {
		notAsked: `before ${baseUrl} could be asked`,
		asked: answeredBefore === 0 ? asked : `while ${who} waited for its ${ordinal(answeredBefore + 1)} answer from ${baseUrl}`,
		receiving: `while the answer from ${baseUrl} was coming in, before any text could be kept (${requests} sent)`,
		waitingToRetry: `while it was waiting to ask ${baseUrl} again (${requests} sent)`,
	};
	return `${where[phase]}.${lastFailure === undefined ? '' : ` The request before: ${lastFailure}`}`;
}

function ordinal(count: number): string {
	const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[ordinals.select(count)];
	return `${count}${ending}`;
}

function advise(longer: string, facts: EndingFacts): string {
	if (facts.phase === 'notAsked') return eitherOf(longer, 'look into what took so long before');
	if (facts.phase === 'waitingToRetry') return eitherOf(longer, 'put right what made the request before go wrong');
	const ways = eitherOf(longer, lower(facts, 'Max Tokens', 'Clones At Once'));
	// Who has answered does not hang.
	if ((facts.answeredBefore ?? 0) > 0) return ways;
	return `${ways} If it never answers, look whether the server hangs: its log, and vLLM's /metrics.`;
}
