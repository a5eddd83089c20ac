import type { TimeSetBy } from '../endpoint';
import type { EndingKind } from '../endpointError';
import type { EndingFacts, Phase, Sentences } from './facts';
import { inSeconds } from './inSeconds';

/** Whose time ended, and what the clone was waiting for. */
export const endingSentences: Sentences<EndingKind> = {
	cloneTimeout: (facts) => ({
		message: `The ${timeOf(facts)} ran out ${describe(facts)}`,
		advice: advise(
			facts.timeSetBy === 'none' ? 'Run it again when the server has less to do' : `Raise ${facts.timeSetBy ?? 'Clone Timeout'}`,
			facts,
		),
	}),
	runDeadline: (facts) => ({
		message: `The deadline of the run came ${describe(facts)}`,
		advice: advise('Set a later Deadline', facts),
	}),
};

/** A call that is nobody's answer, such as that of a judge, is no clone. */
export const timeOf = ({ timeSetBy = 'Clone Timeout', timeoutMs }: Pick<EndingFacts, 'timeSetBy' | 'timeoutMs'>): string =>
	`${timeSetBy === 'Clone Timeout' ? "clone's" : "call's"} time of ${inSeconds(timeoutMs)}`;

function describe({ baseUrl, attempts, phase, lastFailure }: EndingFacts): string {
	const requests = attempts === 1 ? '1 request' : `${attempts} requests`;
	const where: Record<Phase, string> = {
		notAsked: `before ${baseUrl} could be asked`,
		asked: `while ${baseUrl} had the question and had sent nothing yet (${requests} sent)`,
		receiving: `while the answer from ${baseUrl} was coming in, before any text could be kept (${requests} sent)`,
		waitingToRetry: `while it was waiting to ask ${baseUrl} again (${requests} sent)`,
	};
	return `${where[phase]}.${lastFailure === undefined ? '' : ` The request before: ${lastFailure}`}`;
}

/** What else can be lowered, by the fields beside that of the time. */
const orLower: Record<TimeSetBy, string> = {
	'Clone Timeout': ', or lower Max Tokens or Clones At Once',
	'Call Timeout': ', or lower Max Tokens',
	none: '',
};

function advise(longer: string, { phase, timeSetBy = 'Clone Timeout' }: EndingFacts): string {
	if (phase === 'notAsked') return `${longer}, or look into what took so long before.`;
	if (phase === 'waitingToRetry') return `${longer}, or put right what made the request before go wrong.`;
	return `${longer}${orLower[timeSetBy]}. If it never answers, look whether the server hangs: its log, and vLLM's /metrics.`;
}
