import { setImmediate } from 'node:timers/promises';
import type { AnswerCache } from '../cache/answerCache';
import type { Candidate } from '../candidate';
import type { AskOptions, Endpoint, RetryBudget } from '../endpoint/endpoint';
import { isEngineError } from '../errors';
import { compileSchema, type SchemaCheck } from '../jsonSchema';
import type { MissingClone, Pace, Receipt } from '../receipt';
import { askClone } from './askClone';
import { askThroughCache } from './askThroughCache';
import { checkRequest } from './checkRequest';
import { TooFewAnswersError } from './errors';
import type { FanOutRequest } from './fanOutRequest';
import { planClones, type ClonePlan } from './planClones';
import { createStopRule } from './stopRule';
import { writeReceipt } from './writeReceipt';

/** What a run takes from outside. */
export interface FanOutContext {
	readonly endpoint: Endpoint;
	readonly retryBudget: RetryBudget;
	readonly paceOf: (model: string) => Pace | undefined;
	/** Makes one short lone call, so that a pace is known. */
	readonly measurePace: (plan: ClonePlan, signal: AbortSignal) => Promise<void>;
	/** Aborting ends every request of the run. */
	readonly signal: AbortSignal;
	readonly createRunId: () => string;
	readonly drawSeed: () => number;
	/** Where answers are looked up first. */
	readonly cache?: AnswerCache;
}

export interface FanOutResult {
	/** In clone order, whoever finished first. */
	readonly candidates: readonly Candidate[];
	readonly receipt: Receipt;
}

/**
 * Asks all clones at once and hands back what they answered, with a receipt.
 *
 * A clone that brings nothing is a row in the receipt. When the stop rule has what it wants, every clone still out is aborted and its
 * connection closed. Candidates keep clone order.
 *
 * @throws InvalidInputError before any request, when the request cannot be used.
 * @throws TooFewAnswersError when fewer than `minimumAnswers` clones answered.
 * @throws whatever `signal.reason` is when the run is aborted from outside.
 */
export async function fanOut(request: FanOutRequest, context: FanOutContext): Promise<FanOutResult> {
	checkRequest(request);
	const check = request.answerFormat.kind === 'json' ? compileSchema(request.answerFormat.schema ?? { type: 'object' }) : undefined;
	const plans = planClones(request, context.drawSeed);
	const [firstPlan] = plans;
	if (request.measurePace && firstPlan !== undefined && context.paceOf(firstPlan.request.model) === undefined) {
		await context.measurePace(firstPlan, context.signal);
	}

	const run = new Run(request, plans, check, context);
	const receipt = await run.finish();
	context.signal.throwIfAborted();
	if (receipt.answered < request.minimumAnswers) throw tooFewAnswers(request, receipt);
	return { candidates: run.candidatesInOrder(), receipt };
}

/** Fewer clones than this start in one go. */
const HANDFUL = 32;

const stoppedOnPurpose = Symbol('stopped on purpose');

class Run {
	private readonly id: string;
	private readonly startedAtMs = performance.now();
	private readonly deadlineAt: number | undefined;
	private readonly stopRule;
	private readonly stop = new AbortController();
	/** A signal for each clone: a thousand listeners on one signal cost a thousand steps each to add and to remove. */
	private readonly clones = new Set<AbortController>();
	private abortedWith: { readonly reason: unknown } | undefined;
	private readonly answeredFirst: Candidate[] = [];
	private readonly missing: MissingClone[] = [];
	private stoppedBecause = 'all clones had ended';
	private requests = 0;
	private started = 0;

	constructor(
		private readonly request: FanOutRequest,
		private readonly plans: readonly ClonePlan[],
		private readonly check: SchemaCheck | undefined,
		private readonly context: FanOutContext,
	) {
		this.id = context.createRunId();
		this.deadlineAt = request.deadlineMs === undefined ? undefined : Date.now() + request.deadlineMs;
		this.stopRule = createStopRule(request.stopWhen);
	}

	async finish(): Promise<Receipt> {
		const signal = AbortSignal.any([this.context.signal, this.stop.signal]);
		signal.addEventListener('abort', () => this.abortClones(signal.reason), { once: true });
		if (signal.aborted) this.abortClones(signal.reason);
		await this.runClones();
		if (this.missing.length > 0 && !this.stop.signal.aborted && this.deadlineAt !== undefined && Date.now() >= this.deadlineAt) {
			this.stoppedBecause = `the deadline of ${(this.request.deadlineMs ?? 0) / 1000} s had come`;
		}
		const { cache, paceOf } = this.context;
		await cache?.tidy(this.context.signal);
		return writeReceipt({
			id: this.id,
			asked: this.request.clones,
			candidates: this.candidatesInOrder(),
			missing: this.missing.sort((left, right) => left.clone - right.clone),
			stoppedBecause: this.stoppedBecause,
			wallMs: Math.round(performance.now() - this.startedAtMs),
			requests: this.requests,
			started: this.started,
			paceOf,
			...(cache === undefined ? {} : { cache }),
		});
	}

	/** Between two handfuls what has been asked goes out, so that the server begins while the others are still being put into words. */
	private async runClones(): Promise<void> {
		const running: Array<Promise<void>> = [];
		for (const plan of this.plans) {
			running.push(this.runClone(plan));
			if (running.length % HANDFUL === 0) await setImmediate();
		}
		await Promise.all(running);
	}

	candidatesInOrder(): readonly Candidate[] {
		return [...this.answeredFirst].sort((left, right) => left.run.clone - right.run.clone);
	}

	/** Never rejects: an answer becomes a candidate, anything else a row of the receipt. */
	private async runClone(plan: ClonePlan): Promise<void> {
		const controller = new AbortController();
		this.clones.add(controller);
		if (this.abortedWith !== undefined) controller.abort(this.abortedWith.reason);
		try {
			const { endpoint, cache } = this.context;
			const options = this.askOptions(controller.signal);
			const answered = cache === undefined ? await askClone(endpoint, plan, options, this.check) : await askThroughCache(cache, endpoint, plan, options, this.check);
			if (this.stop.signal.aborted) this.drop(plan, stoppedOnPurpose);
			else this.keep(plan, answered);
		} catch (error) {
			this.drop(plan, this.stop.signal.aborted ? stoppedOnPurpose : error);
		} finally {
			this.clones.delete(controller);
		}
	}

	private abortClones(reason: unknown): void {
		this.abortedWith = { reason };
		for (const controller of this.clones) controller.abort(reason);
	}

	private askOptions(signal: AbortSignal): AskOptions {
		let requestsSent = 0;
		return {
			signal,
			timeoutMs: this.request.cloneTimeoutMs,
			...(this.deadlineAt === undefined ? {} : { deadlineAt: this.deadlineAt }),
			retries: this.request.retries,
			retryBudget: this.context.retryBudget,
			// A lone clone is streamed because its pace is learnt on the way, for nothing.
			stream: this.request.keepCutAnswers || this.request.clones === 1,
			onAttempt: () => {
				if (requestsSent++ === 0) this.started++;
				this.requests++;
			},
		};
	}

	private keep(plan: ClonePlan, { raw, ...answered }: Awaited<ReturnType<typeof askClone>>): void {
		const { task, clones, includeRaw } = this.request;
		this.answeredFirst.push({ run: { id: this.id, task, clone: plan.clone, clones }, ...answered, ...(includeRaw ? { raw } : {}) });
		this.maybeStop();
	}

	private drop(plan: ClonePlan, error: unknown): void {
		this.missing.push({ clone: plan.clone, ...explain(error, this.stoppedBecause), cancelled: error === stoppedOnPurpose });
		this.maybeStop();
	}

	private maybeStop(): void {
		const stillOut = this.request.clones - this.answeredFirst.length - this.missing.length;
		if (stillOut === 0 || this.stop.signal.aborted) return;
		const because = this.stopRule(this.answeredFirst, stillOut);
		if (because === undefined) return;
		this.stoppedBecause = because;
		this.stop.abort(stoppedOnPurpose);
	}
}

function explain(error: unknown, stoppedBecause: string): { readonly reason: string; readonly advice: string } {
	if (error === stoppedOnPurpose) return { reason: `Stopped because ${stoppedBecause}`, advice: 'Nothing to do.' };
	if (isEngineError(error)) return { reason: error.message, advice: error.advice };
	return { reason: error instanceof Error ? error.message : String(error), advice: 'This was not foreseen: please report it with the text above.' };
}

function tooFewAnswers(request: FanOutRequest, receipt: Receipt): TooFewAnswersError {
	const reasons = new Map<string, { count: number; advice: string }>();
	for (const { reason, advice } of receipt.missing) reasons.set(reason, { count: (reasons.get(reason)?.count ?? 0) + 1, advice });
	const [main] = [...reasons].sort((left, right) => right[1].count - left[1].count);
	const who = receipt.answered === 0 ? `None of the ${request.clones} clones answered` : `${receipt.answered} of ${request.clones} clones answered and ${request.minimumAnswers} were needed`;
	const others = reasons.size > 1 ? ` (${main?.[1].count} times; ${reasons.size - 1} other reasons)` : '';
	return new TooFewAnswersError(`${who}: ${withoutStop(main?.[0] ?? 'no reason is known')}${others}`, main?.[1].advice ?? 'Lower Minimum Answers or ask more clones.', receipt);
}

function withoutStop(sentence: string): string {
	return sentence.replace(/\.$/, '');
}
