import type { Explanation } from './endpointError';
import type { Ending } from './timeLimit';

/** Where a clone was when its time ended. */
export type Phase = 'queued' | 'asked' | 'receiving' | 'waitingToRetry';

export interface EndingFacts {
	readonly baseUrl: string;
	readonly timeoutMs: number;
	readonly attempts: number;
	readonly phase: Phase;
	/** The sentence about the request before, when it was one. */
	readonly lastFailure?: string;
}

/** Says whose time ended, and what the clone was waiting for. */
export function explainEnding(ending: Exclude<Ending, 'aborted'>, facts: EndingFacts): Explanation {
	const seconds = Number((facts.timeoutMs / 1000).toPrecision(3));
	const whose = ending === 'runDeadline' ? 'The deadline of the run came' : `The clone's time of ${seconds} s ran out`;
	const before = facts.lastFailure === undefined ? '' : ` The request before: ${facts.lastFailure}`;
	return { kind: ending, message: `${whose} ${describe(facts)}.${before}`, advice: advise(ending, facts.phase) };
}

function describe({ baseUrl, attempts, phase }: EndingFacts): string {
	const requests = attempts === 1 ? '1 request' : `${attempts} requests`;
	switch (phase) {
		case 'queued':
			return `while it was still waiting for its turn at ${baseUrl}`;
		case 'asked':
			return `while ${baseUrl} had the question and had sent nothing yet (${requests} sent)`;
		case 'receiving':
			return `while the answer from ${baseUrl} was coming in, before any text could be kept (${requests} sent)`;
		case 'waitingToRetry':
			return `while it was waiting to ask ${baseUrl} again (${requests} sent)`;
	}
}

function advise(ending: Exclude<Ending, 'aborted'>, phase: Phase): string {
	const longer = ending === 'runDeadline' ? 'Set a later Deadline' : 'Raise Clone Timeout';
	if (phase === 'queued') return `${longer}, raise Clones At Once, or ask for fewer clones.`;
	if (phase === 'waitingToRetry') return `${longer}, or mend what made the request before go wrong.`;
	return `${longer}, or lower Max Tokens or Clones At Once. If it never answers, look whether the server hangs: its log, and vLLM's /metrics.`;
}
