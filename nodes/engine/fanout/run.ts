import { setImmediate } from 'node:timers/promises';
import type { Candidate } from '../candidate';
import type { Receipt, RoundReceipt } from '../receipt';
import type { Answered } from './askClone';
import { CloneTurns } from './cloneTurns';
import type { CloneWork } from './cloneWork';
import { createWork } from './createWork';
import { Deadline } from './deadline';
import { explainMissing } from './errors';
import { decideOnLarger, type LargerModelReceipt } from './largerModel';
import type { FanOutContext } from './fanOutContext';
import type { FanOutRequest } from './fanOutRequest';
import { measurePaceAlone } from './measurePaceAlone';
import type { ClonePlan } from './planClones';
import { prepareRun, type PreparedRun } from './prepareRun';
import { EvidenceBoard } from './rounds/evidenceBoard';
import { RunAnswers } from './runAnswers';
import { RunRequests } from './runRequests';
import { createStopRule } from './stopRule';
import { tidyCache } from './tidyCache';
import { writeReceipt } from './writeReceipt';

/** Fewer clones than this start in one go. */
const HANDFUL = 32;

const stoppedOnPurpose = Symbol('stopped on purpose');

/** One fan-out under way. */
export class Run {
	private readonly id: string;
	private startedAtMs = performance.now();
	private readonly deadline: Deadline;
	private readonly requests: RunRequests;
	private readonly answers: RunAnswers;
	private readonly stopRule;
	private readonly turns: CloneTurns;
	private readonly stop = new AbortController();
	private readonly works = new Map<number, CloneWork>();
	private readonly board: EvidenceBoard | undefined;
	private readonly rounds: RoundReceipt[] = [];
	private round = 1;
	private answeredInRound = 0;
	private larger: LargerModelReceipt | undefined;
	private stoppedBecause = 'all clones had ended';

	constructor(
		private readonly request: FanOutRequest,
		private readonly context: FanOutContext,
	) {
		this.id = context.createRunId();
		this.deadline = new Deadline(request.deadlineMs, context.startedAt ?? Date.now());
		this.requests = new RunRequests(request, context.retryBudget, this.deadline);
		this.answers = new RunAnswers(request.clones);
		this.stopRule = createStopRule(request.stopWhen);
		const { at, ms = 0 } = this.deadline;
		this.turns = new CloneTurns(context.limiter, at === undefined ? undefined : { at, ms });
		this.board = request.sharing.rounds > 1 ? new EvidenceBoard(request.task) : undefined;
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
			if (this.answers.isAnyoneLate && !this.stop.signal.aborted && this.deadline.isPast) this.stoppedBecause = this.deadline.hadCome;
			return await this.writeReceipt(prepared);
		} finally {
			signal.removeEventListener('abort', abort);
			this.turns.end();
		}
	}

	/** Who drafts plans asks the model as a clone does: in its turn, and in the time of one. */
	private async prepare(): Promise<PreparedRun> {
		const { request, context } = this;
		if (request.difference.by !== 'plan') return await prepareRun(request, context, this.requests.optionsFor(context.signal));
		const draft = async (signal: AbortSignal) => await prepareRun(request, context, this.requests.optionsFor(signal, true));
		return await this.turns.take(draft, context.signal.aborted);
	}

	candidatesInOrder(): readonly Candidate[] {
		const { board } = this;
		const inOrder = this.answers.inCloneOrder;
		return board === undefined ? inOrder : inOrder.map((candidate) => ({ ...candidate, ...board.broughtBy(candidate.run.clone) }));
	}

	/** The time that the run took begins behind it; the deadline does not wait for it. */
	private async measurePace({ plans: [firstPlan] }: PreparedRun): Promise<void> {
		const before = performance.now();
		this.answers.note(await measurePaceAlone(firstPlan, this.request, this.context, this.turns, this.deadline));
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
		const candidates = this.answers.asTheyCame;
		const forms = this.deadline.isPast ? undefined : await larger.formsOf(candidates, this.context.signal);
		this.larger =
			forms === undefined
				? { model: larger.model, asked: false, because: this.deadline.hadCome }
				: decideOnLarger(candidates, { ...larger, formsOf: () => forms });
		if (!this.larger.asked) return;
		await this.runClone(prepared.largerPlan, prepared, undefined);
	}

	private whyLastRound({ round, newFindings }: RoundReceipt): string | undefined {
		if (this.context.signal.aborted) return 'the run was stopped';
		if (this.deadline.isPast) return this.deadline.hadCome;
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
			const answered = await work.answer(this.requests.optionsFor(signal, work.asksOften), prompt);
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

	private keep(plan: ClonePlan, { raw, notes = [], ...answered }: Answered): void {
		const { task, clones, includeRaw } = this.request;
		const isLarger = plan.clone > clones;
		const candidate: Candidate = {
			run: { id: this.id, task, clone: plan.clone, clones },
			...answered,
			...(isLarger ? { larger: true } : {}),
			...(includeRaw ? { raw } : {}),
		};
		this.answers.keep(candidate, notes);
		this.answeredInRound++;
		this.maybeStop();
	}

	private drop(plan: ClonePlan, error: unknown): void {
		const cancelled = error === stoppedOnPurpose;
		const row = cancelled ? { reason: `Stopped because ${this.stoppedBecause}`, advice: 'Nothing to do.' } : explainMissing(error);
		this.answers.drop({ clone: plan.clone, ...row, cancelled }, this.round);
		this.maybeStop();
	}

	private maybeStop(): void {
		const { stillOut } = this.answers;
		if (stillOut <= 0 || this.stop.signal.aborted) return;
		const because = this.stopRule(this.answers.asTheyCame, stillOut);
		if (because instanceof Promise) {
			// What was found meanwhile counts only while somebody is still out.
			void because.then(
				(found) => this.stopBecause(this.answers.stillOut > 0 ? found : undefined),
				() => {},
			);
		} else this.stopBecause(because);
	}

	private stopBecause(because: string | undefined): void {
		if (because === undefined || this.stop.signal.aborted) return;
		this.stoppedBecause = because;
		this.stop.abort(stoppedOnPurpose);
		this.turns.stop(stoppedOnPurpose);
	}

	private async writeReceipt({ besides, notes }: PreparedRun): Promise<Receipt> {
		const { cache, paceOf } = this.context;
		this.answers.note(await tidyCache(this.context, this.deadline));
		return writeReceipt({
			id: this.id,
			asked: this.request.clones + (this.larger?.asked === true ? 1 : 0),
			candidates: this.candidatesInOrder(),
			missing: this.answers.missing,
			stoppedBecause: this.stoppedBecause,
			wallMs: Math.round(performance.now() - this.startedAtMs),
			requests: this.requests.sent,
			started: this.requests.started,
			limits: {
				cloneTimeoutMs: this.request.cloneTimeoutMs,
				...(this.deadline.at === undefined ? {} : { deadlineAt: this.deadline.at }),
			},
			paceOf,
			besides,
			notes: [...new Set([...notes, ...this.answers.notes])],
			...(this.larger === undefined ? {} : { larger: this.larger }),
			...(this.board === undefined ? {} : { rounds: this.rounds }),
			...(cache === undefined ? {} : { cache }),
		});
	}
}
