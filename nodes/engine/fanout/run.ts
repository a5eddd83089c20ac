import { setImmediate } from 'node:timers/promises';
import type { Candidate } from '../candidate';
import type { AskOptions } from '../endpoint/endpoint';
import { isOldPace } from '../endpoint/pace';
import type { MissingClone, Receipt, RoundReceipt } from '../receipt';
import type { Answered } from './askClone';
import { CloneTurns } from './cloneTurns';
import type { CloneWork } from './cloneWork';
import { createWork } from './createWork';
import { explainMissing } from './errors';
import { decideOnLarger, type LargerModel, type LargerModelReceipt } from './largerModel';
import type { FanOutContext } from './fanOut';
import type { FanOutRequest } from './fanOutRequest';
import type { ClonePlan } from './planClones';
import { prepareRun, type PreparedRun } from './prepareRun';
import { EvidenceBoard } from './rounds/evidenceBoard';
import { createStopRule } from './stopRule';
import { tryOptional } from './tryOptional';
import { writeReceipt } from './writeReceipt';

/** Fewer clones than this start in one go. */
const HANDFUL = 32;

/** Nobody waits longer for what the run can do without. */
const LONGEST_PACE_MS = 60_000;
const LONGEST_TIDYING_MS = 5_000;
/** A store that is well needs no more, and the deadline may have come. */
const LEAST_TIDYING_MS = 250;

const stoppedOnPurpose = Symbol('stopped on purpose');

/** One fan-out under way. */
export class Run {
	private readonly id: string;
	private startedAtMs = performance.now();
	private deadlineAt: number | undefined;
	private readonly stopRule;
	private readonly turns: CloneTurns;
	private readonly stop = new AbortController();
	private readonly works = new Map<number, CloneWork>();
	private readonly answeredFirst: Candidate[] = [];
	/** Where each clone's answer stands among them. */
	private readonly placeOf = new Map<number, number>();
	private readonly missing = new Map<number, MissingClone>();
	/** Each is told once, however many clones met it. */
	private readonly notes = new Set<string>();
	private readonly board: EvidenceBoard | undefined;
	private readonly rounds: RoundReceipt[] = [];
	private round = 1;
	private answeredInRound = 0;
	private larger: LargerModelReceipt | undefined;
	private stoppedBecause = 'all clones had ended';
	private requests = 0;
	private started = 0;

	constructor(
		private readonly request: FanOutRequest,
		private readonly context: FanOutContext,
	) {
		this.id = context.createRunId();
		this.deadlineAt = request.deadlineMs === undefined ? undefined : (context.startedAt ?? Date.now()) + request.deadlineMs;
		this.stopRule = createStopRule(request.stopWhen);
		const { deadlineMs: ms = 0 } = request;
		this.turns = new CloneTurns(context.limiter, this.deadlineAt === undefined ? undefined : { at: this.deadlineAt, ms });
		this.board = request.sharing.rounds > 1 ? new EvidenceBoard() : undefined;
	}

	async finish(): Promise<Receipt> {
		const { signal } = this.context;
		const abort = () => this.turns.stop(signal.reason);
		signal.addEventListener('abort', abort, { once: true });
		try {
			if (signal.aborted) abort();
			const prepared = await this.prepare();
			await this.measurePace(prepared);
			await this.runRounds(prepared);
			await this.maybeAskLarger(prepared);
			if (this.isAnyoneLate() && !this.stop.signal.aborted && this.isPastDeadline()) this.stoppedBecause = this.deadlineHadCome();
			return await this.writeReceipt(prepared);
		} finally {
			signal.removeEventListener('abort', abort);
			this.turns.end();
		}
	}

	/** Who drafts plans asks the model as a clone does: in its turn, and in the time of one. */
	private async prepare(): Promise<PreparedRun> {
		const { request, context } = this;
		if (request.difference.by !== 'plan') return await prepareRun(request, context, this.askOptions(context.signal));
		const draft = async (signal: AbortSignal) => await prepareRun(request, context, this.askOptions(signal, true));
		return await this.turns.take(draft, context.signal.aborted);
	}

	candidatesInOrder(): readonly Candidate[] {
		const { board } = this;
		const inOrder = [...this.answeredFirst].sort((left, right) => left.run.clone - right.run.clone);
		return board === undefined ? inOrder : inOrder.map((candidate) => ({ ...candidate, ...board.broughtBy(candidate.run.clone) }));
	}

	/** Optional: what goes wrong is a note. The time that the run took begins behind it; the deadline does not wait for it. */
	private async measurePace({ plans: [firstPlan] }: PreparedRun): Promise<void> {
		const { measurePace, paceOf, signal } = this.context;
		if (!this.request.measurePace || firstPlan === undefined) return;
		const known = paceOf(firstPlan.request.model);
		if (known !== undefined && !isOldPace(known)) return;
		// Where a call would have to wait for others, none is alone.
		if (!this.turns.isFree) return;
		const before = performance.now();
		const leftMs = (this.deadlineAt ?? Number.POSITIVE_INFINITY) - Date.now();
		const limitMs = Math.min(LONGEST_PACE_MS, this.request.cloneTimeoutMs / 2, leftMs / 4);
		const measure = async (given: AbortSignal) => await this.turns.take(async () => await measurePace(firstPlan, given));
		const trouble = await tryOptional(measure, limitMs, signal);
		if (trouble !== undefined) this.notes.add(`The pace was not measured, so the receipt says nothing of time saved: ${trouble}`);
		this.startedAtMs += performance.now() - before;
	}

	private async runRounds(prepared: PreparedRun): Promise<void> {
		await this.runClones(prepared);
		if (this.board === undefined) return;
		for (;;) {
			const done = this.board.receiptOf(this.round, this.answeredInRound);
			this.rounds.push(done);
			const because = this.whyLastRound(done);
			if (because !== undefined) {
				this.stoppedBecause = because;
				return;
			}
			this.round++;
			this.answeredInRound = 0;
			await this.runClones(prepared, this.board.digest(prepared.fence, this.round, this.request.sharing.digestTokens));
		}
	}

	/** The last word is the larger model's, where the clones were unsure and there is time. */
	private async maybeAskLarger(prepared: PreparedRun): Promise<void> {
		const { larger } = this.request;
		if (larger === undefined || prepared.largerPlan === undefined || this.context.signal.aborted) return;
		this.larger = this.isPastDeadline()
			? { model: larger.model, asked: false, because: this.deadlineHadCome() }
			: await this.decideOn(larger);
		if (!this.larger.asked) return;
		await this.runClone(prepared.largerPlan, prepared, undefined);
	}

	private async decideOn(larger: LargerModel): Promise<LargerModelReceipt> {
		const forms = await larger.formsOf(this.answeredFirst, this.context.signal);
		return decideOnLarger(this.answeredFirst, { ...larger, formsOf: () => forms });
	}

	private whyLastRound({ round, newFindings }: RoundReceipt): string | undefined {
		if (this.context.signal.aborted) return 'the run was stopped';
		if (this.isPastDeadline()) return this.deadlineHadCome();
		if (newFindings === 0) return `round ${round} brought no new finding`;
		return round === this.request.sharing.rounds ? `all ${round} rounds were done` : undefined;
	}

	/** Between two handfuls what has been asked goes out, so that the server begins while the others are still being put into words. */
	private async runClones(prepared: PreparedRun, prompt?: string): Promise<void> {
		const running: Array<Promise<void>> = [];
		for (const plan of prepared.plans) {
			running.push(this.runClone(plan, prepared, prompt));
			if (running.length % HANDFUL === 0) await setImmediate();
		}
		await Promise.all(running);
	}

	/** Never rejects: an answer becomes a candidate, anything else a row of the receipt. Both happen in the clone's turn, so that none starts after the one that was enough. */
	private async runClone(plan: ClonePlan, prepared: PreparedRun, prompt: string | undefined): Promise<void> {
		const end = (error: unknown) => this.drop(plan, this.isStoppedFor(plan) ? stoppedOnPurpose : error);
		const ask = async (signal: AbortSignal) => {
			const work = this.workOf(plan, prepared);
			const answered = await work.answer(this.askOptions(signal, work.asksOften), prompt);
			if (this.isStoppedFor(plan)) this.drop(plan, stoppedOnPurpose);
			else this.keep(plan, answered);
		};
		const isStopped = this.isStoppedFor(plan) || this.context.signal.aborted;
		await this.turns.take(async (signal) => await ask(signal).catch(end), isStopped).catch(end);
	}

	/** The larger model is asked after a rule has stopped the others. */
	private isStoppedFor(plan: ClonePlan): boolean {
		return this.stop.signal.aborted && plan.clone <= this.request.clones;
	}

	private workOf(plan: ClonePlan, prepared: PreparedRun): CloneWork {
		const known = this.works.get(plan.clone);
		if (known !== undefined) return known;
		const { board } = this;
		const work = createWork(
			plan,
			this.request,
			this.contextOf(plan),
			prepared,
			board === undefined ? undefined : { board, currentRound: () => this.round },
		);
		if (board !== undefined) this.works.set(plan.clone, work);
		return work;
	}

	private contextOf({ clone }: ClonePlan): FanOutContext {
		const { largerEndpoint } = this.context;
		return clone > this.request.clones && largerEndpoint !== undefined ? { ...this.context, endpoint: largerEndpoint } : this.context;
	}

	/** For one who begins now. */
	private askOptions(signal: AbortSignal, asksOften = false): AskOptions {
		let requestsSent = 0;
		return {
			signal,
			timeoutMs: this.request.cloneTimeoutMs,
			startedAt: Date.now(),
			...(this.deadlineAt === undefined ? {} : { deadlineAt: this.deadlineAt }),
			retries: this.request.retries,
			retryBudget: this.context.retryBudget,
			// A lone clone that is streamed tells its pace on the way, for nothing.
			stream: this.request.keepCutAnswers || (this.request.clones === 1 && this.request.measurePace),
			onAttempt: (attempt) => {
				if (asksOften ? attempt === 1 : requestsSent++ === 0) this.started++;
				this.requests++;
			},
		};
	}

	private keep(plan: ClonePlan, { raw, notes = [], ...answered }: Answered): void {
		const { task, clones, includeRaw } = this.request;
		const isLarger = plan.clone > clones;
		const candidate: Candidate = {
			run: { id: this.id, task, clone: plan.clone, clones },
			...answered,
			...(isLarger ? { larger: true } : {}),
			...(includeRaw ? { raw } : {}),
		};
		const place = this.placeOf.get(plan.clone) ?? this.answeredFirst.length;
		this.placeOf.set(plan.clone, place);
		this.answeredFirst[place] = candidate;
		for (const note of notes) this.notes.add(note);
		this.missing.delete(plan.clone);
		this.answeredInRound++;
		this.maybeStop();
	}

	private drop(plan: ClonePlan, error: unknown): void {
		const cancelled = error === stoppedOnPurpose;
		const row = cancelled ? { reason: `Stopped because ${this.stoppedBecause}`, advice: 'Nothing to do.' } : explainMissing(error);
		if (this.placeOf.has(plan.clone))
			this.notes.add(`Clone ${plan.clone} brought no answer in round ${this.round}, so its answer before that stands: ${row.reason}`);
		else this.missing.set(plan.clone, { clone: plan.clone, ...row, cancelled });
		this.maybeStop();
	}

	private maybeStop(): void {
		const stillOut = this.stillOut();
		if (stillOut <= 0 || this.stop.signal.aborted) return;
		const because = this.stopRule([...this.answeredFirst], stillOut);
		if (because instanceof Promise) {
			// What was found meanwhile counts only while somebody is still out.
			void because.then(
				(found) => this.stopBecause(this.stillOut() > 0 ? found : undefined),
				() => {},
			);
		} else this.stopBecause(because);
	}

	private stillOut(): number {
		return this.request.clones - this.answeredFirst.length - this.missing.size;
	}

	private stopBecause(because: string | undefined): void {
		if (because === undefined || this.stop.signal.aborted) return;
		this.stoppedBecause = because;
		this.stop.abort(stoppedOnPurpose);
		this.turns.stop(stoppedOnPurpose);
	}

	private isAnyoneLate(): boolean {
		return this.missing.size > 0 || this.answeredFirst.some(({ finishReason }) => finishReason === 'cut');
	}

	private isPastDeadline(): boolean {
		return this.deadlineAt !== undefined && Date.now() >= this.deadlineAt;
	}

	private deadlineHadCome(): string {
		return `the deadline of ${(this.request.deadlineMs ?? 0) / 1000} s had come`;
	}

	private async writeReceipt({ besides, notes }: PreparedRun): Promise<Receipt> {
		const { cache, paceOf, signal } = this.context;
		if (cache !== undefined && !signal.aborted) {
			const leftMs = Math.max(LEAST_TIDYING_MS, (this.deadlineAt ?? Number.POSITIVE_INFINITY) - Date.now());
			const trouble = await tryOptional(async (given) => await cache.tidy(given), Math.min(LONGEST_TIDYING_MS, leftMs), signal);
			if (trouble !== undefined) this.notes.add(`Old answers were not removed from the answer cache: ${trouble}`);
		}
		return writeReceipt({
			id: this.id,
			asked: this.request.clones + (this.larger?.asked === true ? 1 : 0),
			candidates: this.candidatesInOrder(),
			missing: [...this.missing.values()].sort((left, right) => left.clone - right.clone),
			stoppedBecause: this.stoppedBecause,
			wallMs: Math.round(performance.now() - this.startedAtMs),
			requests: this.requests,
			started: this.started,
			limits: {
				cloneTimeoutMs: this.request.cloneTimeoutMs,
				...(this.deadlineAt === undefined ? {} : { deadlineAt: this.deadlineAt }),
			},
			paceOf,
			besides,
			notes: [...new Set([...notes, ...this.notes])],
			...(this.larger === undefined ? {} : { larger: this.larger }),
			...(this.board === undefined ? {} : { rounds: this.rounds }),
			...(cache === undefined ? {} : { cache }),
		});
	}
}
