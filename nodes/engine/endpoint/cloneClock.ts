import type { AskOptions } from './endpoint';
import { EndpointError, type EndingKind, type Explanation, type RefusalKind } from './endpointError';
import { explain } from './failures/explain';
import type { Known, Phase } from './failures/facts';
import type { RetryPlan } from './planRetry';
import type { TimeLimit } from './timeLimit';

interface TimedClone {
	readonly baseUrl: string;
	readonly secrets: readonly string[];
	readonly options: AskOptions;
	readonly limit: TimeLimit;
}

type LoadingPlan = RetryPlan & { readonly kind: 'loading' };

/** Towards its end a clone that waits for a model looks more often, so that it does not sleep through the model's becoming ready; but not more often than this. */
const SHORTEST_LOOK_MS = 250;

/** Where a clone is in its time, and what it says when that is over. */
export class CloneClock {
	phase: Phase = 'notAsked';
	private attempts = 0;
	private lastFailure: string | undefined;
	private loading: { readonly known: Known<RefusalKind>; readonly since: number } | undefined;

	constructor(private readonly clone: TimedClone) {}

	beginAttempt(): number {
		this.attempts++;
		this.phase = 'asked';
		this.clone.options.onAttempt?.(this.attempts);
		return this.attempts;
	}

	stopIfOver(): void {
		const { limit, options, secrets } = this.clone;
		const { ending } = limit;
		if (ending === undefined) return;
		if (ending === 'aborted') throw options.signal.reason;
		throw new EndpointError(this.explainEnding(ending), this.attempts, secrets);
	}

	hasTimeFor({ waitMs, isAsked }: LoadingPlan): boolean {
		return !isAsked || waitMs < this.clone.limit.remainingMs();
	}

	async waitToRetry(lastFailure: string, waitMs: number): Promise<void> {
		this.phase = 'waitingToRetry';
		this.lastFailure = lastFailure;
		this.loading = undefined;
		await this.clone.limit.wait(waitMs);
	}

	async waitForModel(known: Known<RefusalKind>, { waitMs, isAsked }: LoadingPlan): Promise<void> {
		this.phase = 'waitingToRetry';
		this.lastFailure = explain(known).message;
		this.loading = { known, since: this.loading?.since ?? performance.now() };
		await this.clone.limit.wait(isAsked ? waitMs : Math.min(waitMs, Math.max(SHORTEST_LOOK_MS, this.clone.limit.remainingMs() / 2)));
	}

	private explainEnding(ending: EndingKind): Explanation {
		const { phase, attempts, lastFailure, loading } = this;
		const { baseUrl, options } = this.clone;
		const { timeoutMs, fields, answeredBefore } = options;
		const facts = {
			...{ baseUrl, timeoutMs, attempts, phase },
			...(fields !== undefined && { fields }),
			...(answeredBefore !== undefined && { answeredBefore }),
			...(lastFailure !== undefined && { lastFailure }),
		};
		if (loading === undefined || phase !== 'waitingToRetry') return explain({ kind: ending, facts });
		const waitedInVain = { ...facts, ending, waitedMs: performance.now() - loading.since };
		return explain({ kind: 'stillLoading', facts: { ...loading.known.facts, waitedInVain } });
	}
}
