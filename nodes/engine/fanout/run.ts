import { setImmediate } from 'node:timers/promises';
import type { Candidate } from '../candidate';
import type { Receipt, RoundReceipt } from '../receipt';
import type { TokenSums } from '../endpoint/tokenCount';
import type { Answered } from './askClone';
import { CloneTurns } from './cloneTurns';
import { CloneWorks } from './cloneWorks';
import { Deadline } from './deadline';
import { explainMissing } from './errors';
import { decideOnLarger, noteOnLarger, type LargerModelReceipt } from './largerModel';
import type { FanOutContext } from './fanOutContext';
import type { FanOutRequest } from './fanOutRequest';
import { measurePaceAlone } from './measurePaceAlone';
import type { ClonePlan } from './planClones';
import { noteOnAgreement } from './noteOnAgreement';
import { noteOnSameQuestions, noteOnSampling } from './noteOnSampling';
import { prepareRun, type PreparedRun } from './prepareRun';
import { EvidenceBoard } from './rounds/evidenceBoard';
import { RunAnswers } from './runAnswers';
import { RunRequests } from './runRequests';
import { RunStop, stoppedOnPurpose } from './runStop';
import { tidyCache } from './tidyCache';
import { withoutFence } from './withoutFence';
import { writeReceipt } from './writeReceipt';

/** Fewer clones than this start in one go. */
const HANDFUL = 32;

/** One fan-out under way. */
export class Run {
	private readonly id: string;
	private startedAtMs = performance.now();
	private readonly deadline: Deadline;
	private readonly requests: RunRequests;
	private readonly answers: RunAnswers;
	private readonly turns: CloneTurns;
	private readonly stop: RunStop;
	private readonly works: CloneWorks;
	private readonly board: EvidenceBoard | undefined;
	private readonly rounds: RoundReceipt[] = [];
	private round = 1;
	private answeredInRound = 0;
	private larger: LargerModelReceipt | undefined;
	private paceMs: number | undefined;
	private paceTrouble: string | undefined;

	constructor(
		private readonly request: FanOutRequest,
		private readonly context: FanOutContext,
	) {
		this.id = context.createRunId();
		this.deadline = new Deadline(request.deadlineMs, context.startedAt ?? Date.now());
		this.requests = new RunRequests(request, context.retryBudget, this.deadline);
		this.answers = new RunAnswers(request.clones);
		const { at, ms = 0 } = this.deadline;
		this.turns = new CloneTurns(context.limiter, at === undefined ? undefined : { at, ms });
		this.stop = new RunStop(request, this.answers, this.turns);
		const board = request.sharing.rounds > 1 ? new EvidenceBoard(request.task) : undefined;
		this.board = board;
		this.works = new CloneWorks(request, context, board && { board, currentRound: () => this.round });
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
			if (this.answers.isAnyoneLate && !this.stop.hasCome && this.deadline.isPast) this.stop.because = this.deadline.hadCome;
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
		return board === undefined
			? inOrder
			: inOrder.map((candidate) => ({ ...candidate, ...board.broughtBy(candidate.run.clone), rounds: this.rounds.length }));
	}

	/** The time that the run took begins behind it; the deadline does not wait for it. */
	private async measurePace({ plans: [firstPlan] }: PreparedRun): Promise<void> {
		const call = await measurePaceAlone(firstPlan, this.request, this.context, this.turns, this.deadline, this.requests);
		if (call === undefined) return;
		this.paceTrouble = call.trouble;
		if (call.tookMs === undefined) return;
		this.startedAtMs += call.tookMs;
		this.paceMs = Math.round(call.tookMs);
	}

	private async runRounds(prepared: PreparedRun): Promise<void> {
		await this.runClones(prepared);
		if (this.board === undefined) return;
		for (;;) {
			const done = this.board.receiptOf(this.round, this.answeredInRound);
			this.rounds.push(done);
			const because = this.whyLastRound(done);
			if (because !== undefined) {
				this.stop.because = because;
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
			const work = this.works.workOf(plan, prepared);
			const answered = await work.answer(this.requests.optionsFor(signal, work.asksOften), prompt);
			if (this.isStoppedFor(plan)) this.drop(plan, stoppedOnPurpose);
			else this.keep(plan, withoutFence(answered, prepared.fence));
		};
		const isStopped = this.isStoppedFor(plan) || this.context.signal.aborted;
		await this.turns.take(async (signal) => await ask(signal).catch(end), isStopped).catch(end);
	}

	/** The larger model is asked after a rule has stopped the others. */
	private isStoppedFor(plan: ClonePlan): boolean {
		return this.stop.hasCome && plan.clone <= this.request.clones;
	}

	private keep(plan: ClonePlan, { raw, notes, remarks, ...answered }: Answered): void {
		const { task, clones, includeRaw } = this.request;
		const isLarger = plan.clone > clones;
		const candidate: Candidate = {
			run: { id: this.id, task, clone: plan.clone, clones },
			...answered,
			...(isLarger ? { larger: true } : {}),
			...(includeRaw ? { raw } : {}),
		};
		this.answers.keep(candidate, notes, remarks);
		this.answeredInRound++;
		this.stop.look();
	}

	private drop(plan: ClonePlan, error: unknown): void {
		const cancelled = error === stoppedOnPurpose;
		const row = cancelled ? { reason: `Stopped because ${this.stop.because}`, advice: 'Nothing to do.' } : explainMissing(error);
		this.answers.drop({ clone: plan.clone, ...row, cancelled }, this.round);
		this.stop.look();
	}

	private async writeReceipt({ notes }: PreparedRun): Promise<Receipt> {
		const { cache, paceOf } = this.context;
		this.answers.note(await tidyCache(this.context, this.deadline));
		// Where all came from the cache, there is no time to compare.
		if (this.requests.sent > 0) this.answers.note(this.paceTrouble);
		const candidates = this.candidatesInOrder();
		const mayTell = !this.stop.hasCome && !this.deadline.isPast;
		const alike =
			this.context.cloneRunner === undefined
				? noteOnSameQuestions(candidates, 'Raise Temperature, or let the clones differ by Approach.')
				: [];
		const unlike = mayTell ? await noteOnAgreement(this.request, candidates, this.context.signal) : [];
		return writeReceipt({
			id: this.id,
			asked: this.request.clones + (this.larger?.asked === true ? 1 : 0),
			candidates,
			missing: this.answers.missing,
			stoppedBecause: this.stop.because,
			wallMs: Math.round(performance.now() - this.startedAtMs),
			requests: this.requests.sent,
			started: this.requests.started,
			tokens: this.tokensWith(candidates),
			limits: {
				cloneTimeoutMs: this.request.cloneTimeoutMs,
				...(this.deadline.at === undefined ? {} : { deadlineAt: this.deadline.at }),
			},
			paceOf,
			...(this.paceMs === undefined ? {} : { paceMs: this.paceMs }),
			notes: [
				...new Set([
					...notes,
					...this.answers.notes,
					...noteOnSampling(this.request, candidates),
					...noteOnLarger(this.request.clones, this.larger),
					...alike,
					...unlike,
				]),
			],
			remarks: [...this.answers.remarks],
			...(this.larger === undefined ? {} : { larger: this.larger }),
			...(this.board === undefined ? {} : { rounds: this.rounds }),
			...(cache === undefined ? {} : { cache }),
		});
	}

	/** Nobody counts what a clone costs that works elsewhere. */
	private tokensWith(candidates: readonly Candidate[]): TokenSums {
		const { total } = this.requests.tokens;
		return this.context.cloneRunner === undefined ? total : { ...total, unknown: total.unknown + candidates.length };
	}
}
