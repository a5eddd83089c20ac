import { isEngineError, tellInFull } from '../errors';
import type { LeaseStore } from '../leases';
import type { RecordStore } from '../records';
import { withinTime } from '../withinTime';
import { awaitTurn, type Turn } from './awaitTurn';
import { holdLease } from './holdLease';
import { isWorthKeeping, readKept, toKept, type KeptAnswer } from './keptAnswer';
import { LateAnswerError, leftOf } from './lateAnswer';
import { SharedFlights } from './sharedFlights';

export interface AnswerCacheSettings {
	readonly records: RecordStore;
	/** Where other processes use the same store: only one of them asks what all want to know. */
	readonly leases?: LeaseStore;
	/** How long the death of a process that asks holds up those that wait for it. */
	readonly leaseMs?: number;
	readonly namespace: string;
	/** Older answers are asked for again; absent: they never grow old. */
	readonly maxAgeMs?: number;
	/** The oldest go first; absent: no limit. */
	readonly mostAnswers?: number;
	/** False: answers are looked up but not saved, so that somebody else decides later which ones were good. */
	readonly savesAnswers: boolean;
}

export interface Question<Answer> {
	readonly key: string;
	readonly asksForJson: boolean;
	/** Epoch milliseconds after which nobody waits for the answer, with `ask` itself held to it by who gave it; absent: never. */
	readonly endsAt?: number;
	/** Aborting the signal must end the request. */
	ask(signal: AbortSignal): Promise<Answer>;
}

const LEASE_MS = 10_000;
/** Nobody waits longer than this for a store: the answer is worth more than its being kept. */
const LONGEST_STORE_MS = 5_000;
/** Most of the time that is left belongs to the asking. */
const LOOKUP_SHARE = 0.25;
/** An answer that came in the last moment is saved all the same. */
const LEAST_SAVING_MS = 250;

/** An answer just written, or one that was there, with when it was saved. */
export type Cached<Answer> =
	{ readonly kind: 'asked'; readonly answer: Answer } | { readonly kind: 'found'; readonly answer: KeptAnswer; readonly savedAt: string };

type Found = Extract<Cached<KeptAnswer>, { kind: 'found' }>;

/** For each store, since two of them may know the same key. */
const flightsByStore = new WeakMap<RecordStore, SharedFlights<Cached<KeptAnswer>>>();

/**
 * Answers that are given again to exactly the same question.
 *
 * The same question asked many times at once goes out once: in this process, or with `leases` in all that use the store. A caller that waits is marked as having found its answer; when the one that asked brings
 * nothing that may be kept (it failed, or was cut), each who waited asks by itself, once, beside the others. A caller that is aborted leaves the others alone.
 *
 * A store that is down, or takes longer than five seconds or a quarter of the time that is left, costs no answer: `notes` says so, and the rest of this run asks without it.
 */
export class AnswerCache {
	/** What did not work, for the receipt. */
	readonly notes: string[] = [];
	private isDown = false;
	private saved = 0;

	constructor(private readonly settings: AnswerCacheSettings) {}

	/**
	 * @throws LateAnswerError when another's answer to the same question does not come in time.
	 * @throws what `question.ask` throws; whatever `signal.reason` is when aborted.
	 */
	async answer<Answer extends KeptAnswer>(question: Question<Answer>, signal: AbortSignal): Promise<Cached<Answer>> {
		const { records, namespace, maxAgeMs } = this.settings;
		let flights = flightsByStore.get(records);
		if (flights === undefined) flightsByStore.set(records, (flights = new SharedFlights()));
		const place = `${namespace}\n${maxAgeMs ?? ''}\n${question.key}`;
		const isFollower = flights.isUnderWay(place);
		const join = async (own: AbortSignal) =>
			await flights.join(place, async (flightSignal) => await this.findOrAsk(question, flightSignal), own);
		if (!isFollower) return (await join(signal)) as Cached<Answer>;
		const ended = await withinTime(join, leftOf(question.endsAt), signal);
		if (ended.kind === 'late') throw new LateAnswerError();
		if (ended.kind === 'done') {
			if (ended.value.kind === 'found') return ended.value;
			if (isWorthKeeping(ended.value.answer, question.asksForJson))
				return { kind: 'found', answer: toKept(ended.value.answer), savedAt: new Date().toISOString() };
		}
		return await this.askAndSave(question, signal);
	}

	/** Keeps the store within its limits; to be called once when a run is over. */
	async tidy(signal: AbortSignal): Promise<void> {
		const { records, namespace, maxAgeMs, mostAnswers } = this.settings;
		if (this.saved === 0 || (maxAgeMs === undefined && mostAnswers === undefined)) return;
		const limits = { ...(mostAnswers === undefined ? {} : { most: mostAnswers }), ...(maxAgeMs === undefined ? {} : { maxAgeMs }) };
		await this.unlessDown(
			async (given) => await records.trim('answer', namespace, limits, given),
			'Old answers could not be removed from the answer cache',
			LONGEST_STORE_MS,
			signal,
		);
	}

	private async findOrAsk<Answer extends KeptAnswer>(question: Question<Answer>, signal: AbortSignal): Promise<Cached<Answer>> {
		const limitMs = Math.min(LONGEST_STORE_MS, leftOf(question.endsAt) * LOOKUP_SHARE);
		const find = async (given: AbortSignal) => await this.find(question, given);
		const found = await this.unlessDown(find, 'The answer cache could not be read, so the clones were asked', limitMs, signal);
		if (found !== undefined) return found;
		const { leases, savesAnswers } = this.settings;
		// What nobody saves nobody else could find.
		return leases === undefined || !savesAnswers || this.isDown
			? await this.askAndSave(question, signal)
			: await this.askInTurn(leases, question, signal);
	}

	/** Earlier versions kept answers that had run into Max Tokens: these are asked for again. */
	private async find({ key, asksForJson }: Question<KeptAnswer>, signal: AbortSignal): Promise<Found | undefined> {
		const { records, namespace, maxAgeMs } = this.settings;
		const record = await records.find('answer', namespace, key, maxAgeMs, signal);
		const answer = readKept(record?.value);
		if (record === undefined || answer === undefined || !isWorthKeeping(answer, asksForJson)) return undefined;
		return { kind: 'found', answer, savedAt: record.savedAt };
	}

	/** @throws LateAnswerError where another process is still asking when there is no time left. */
	private async askInTurn<Answer extends KeptAnswer>(
		leases: LeaseStore,
		question: Question<Answer>,
		signal: AbortSignal,
	): Promise<Cached<Answer>> {
		const { namespace, leaseMs = LEASE_MS } = this.settings;
		const held = { leases, namespace, key: question.key, token: crypto.randomUUID(), leaseMs };
		const find = async (given: AbortSignal) => await this.find(question, given);
		const wait = async (given: AbortSignal) => await awaitTurn({ ...held, find }, given);
		const ended = await withinTime(wait, leftOf(question.endsAt), signal);
		if (ended.kind === 'late') throw new LateAnswerError();
		const turn: Turn<Found> = ended.kind === 'done' ? ended.value : { kind: 'givenUp' };
		if (ended.kind === 'threw') this.noteDown('Other processes could not be asked for the same answer', sayOf(ended.error));
		if (turn.kind === 'found') return turn.value;
		if (turn.kind === 'givenUp') return await this.askAndSave(question, signal);
		const ask = async () => await this.askAndSave(question, signal);
		const isDone = ({ answer }: Cached<Answer>) => isWorthKeeping(answer, question.asksForJson) && !this.isDown;
		return await holdLease({ ...held, do: ask, isDone }, signal);
	}

	private async askAndSave<Answer extends KeptAnswer>(question: Question<Answer>, signal: AbortSignal): Promise<Cached<Answer>> {
		const answer = await question.ask(signal);
		if (this.settings.savesAnswers && isWorthKeeping(answer, question.asksForJson)) {
			const { records, namespace } = this.settings;
			const save = async (given: AbortSignal) => await records.save('answer', namespace, question.key, toKept(answer), given);
			const limitMs = Math.min(LONGEST_STORE_MS, Math.max(LEAST_SAVING_MS, leftOf(question.endsAt)));
			await this.unlessDown(save, 'Answers could not be saved in the answer cache', limitMs, signal);
			this.saved++;
		}
		return { kind: 'asked', answer };
	}

	/** The first thing that goes wrong with the store is noted; nothing after it is tried, as a thousand clones would wait for the same lock. */
	private async unlessDown<Result>(
		work: (signal: AbortSignal) => Promise<Result>,
		what: string,
		limitMs: number,
		signal: AbortSignal,
	): Promise<Result | undefined> {
		if (this.isDown) return undefined;
		const ended = await withinTime(work, Math.max(1, limitMs), signal);
		if (ended.kind === 'done') return ended.value;
		this.noteDown(what, ended.kind === 'late' ? `its store did not answer within ${inSeconds(limitMs)}.` : sayOf(ended.error));
		return undefined;
	}

	private noteDown(what: string, why: string): void {
		if (!this.isDown) this.notes.push(`${what}: ${why}`);
		this.isDown = true;
	}
}

function sayOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return isEngineError(error) ? tellInFull(error) : message;
}

function inSeconds(ms: number): string {
	return `${Number((ms / 1000).toPrecision(2))} s`;
}
