import type { EndingKind } from '../endpointError';
import type { EndingFacts, Phase, Sentences } from './facts';
import { inSeconds } from './inSeconds';

/** Whose time ended, and what the clone was waiting for. */
export const endingSentences: Sentences<EndingKind> = {
	cloneTimeout: (facts) => ({
		message: `The clone's time of ${inSeconds(facts.timeoutMs)} ran out ${describe(facts)}`,
		advice: advise('Raise Clone Timeout', facts.phase),
	}),
	runDeadline: (facts) => ({
		message: `The deadline of the run came ${describe(facts)}`,
		advice: advise('Set a later Deadline', facts.phase),
	}),
};

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

function advise(longer: string, phase: Phase): string {
	if (phase === 'notAsked') return `${longer}, or look into what took so long before.`;
	if (phase === 'waitingToRetry') return `${longer}, or put right what made the request before go wrong.`;
	return `${longer}, or lower Max Tokens or Clones At Once. If it never answers, look whether the server hangs: its log, and vLLM's /metrics.`;
}
