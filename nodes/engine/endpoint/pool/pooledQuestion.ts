import type { Persistence } from '../askPersistently';
import type { ChatAnswer } from '../endpoint';
import { FailedAttempt, type Failure } from '../failedAttempt';
import type { Explanation } from '../endpointError';
import { compareWithList } from '../failures/compareWithList';
import { explain } from '../failures/explain';
import type { KnownFailure } from '../failures/facts';
import { hideSecrets } from '../hideSecrets';
import { joinSignals } from '../../joinSignals';
import { closestFirst } from '../modelList';
import type { OpenQuestion, ServerQuestion } from '../serverQuestion';
import { chooseMember, hasAnother, type Tiers, without } from './chooseMember';
import type { ModelPlaces } from './modelPlaces';
import type { PoolMember } from './poolMember';
import { isWorthTelling, troubleOf } from './troubleOf';
import { watchSilence, type Silence } from './watchSilence';

const SILENT_ASIDE_MS = 30_000;

/** What the question of one clone takes from its pool. */
export interface PoolOfQuestion {
	readonly name: string;
	readonly members: readonly PoolMember[];
	readonly places: ModelPlaces;
	readonly secrets: readonly string[];
	/** How often one question may move to another server at no cost. */
	readonly mostMoves: number;
	readonly silence: Silence;
	/** Counts up with every request, so that servers with equally much to do take turns. */
	turn: number;
}

type Given = OpenQuestion & Pick<Persistence, 'limit' | 'backoff'>;

/** One clone's question to a pool: on one server at a time, and on another where that one fails. */
export class PooledQuestion implements Persistence {
	readonly options;
	readonly limit;
	readonly backoff;
	/** Half of an answer, kept in case that nobody gives a whole one. */
	salvaged: Omit<ChatAnswer, 'attempts'> | undefined;
	private asked: PoolMember | undefined;
	private isLeaving = false;
	private moves = 0;
	private readonly questions = new Map<PoolMember, ServerQuestion>();
	private leave = new AbortController();
	private readonly notes = new Set<string>();
	/** What they refuse, another server may take. */
	private readonly refusing = new Set<PoolMember>();

	constructor(
		private readonly pool: PoolOfQuestion,
		private readonly given: Given,
	) {
		this.options = given.options;
		this.limit = given.limit;
		this.backoff = given.backoff;
	}

	get baseUrl(): string {
		return this.member.server.baseUrl;
	}

	/** Of all servers: one may be told what another one was sent. */
	get secrets(): readonly string[] {
		return this.pool.secrets;
	}

	async ask(onHead: () => void): Promise<Omit<ChatAnswer, 'attempts'>> {
		if (this.isLeaving) this.asked = undefined;
		this.isLeaving = false;
		const { member, pool } = this;
		const visit = member.begin(pool);
		let hasHead = false;
		// What somebody has read stays: it is not begun once more elsewhere.
		const mayLeave = () => this.canMove() && !(hasHead && this.options.onText !== undefined);
		const stopWatching = watchSilence(member, pool.silence, () => mayLeave() && this.leave.abort());
		try {
			const answer = await this.current.ask(() => {
				hasHead = true;
				onHead();
			});
			const signed = this.sign(answer, member);
			if (answer.finishReason === 'cut') this.hopeForMore(signed);
			else visit.end('answered');
			return signed;
		} catch (error) {
			if (!this.leave.signal.aborted || this.limit.ending !== undefined) throw error;
			throw this.leaveSilent(member);
		} finally {
			stopWatching();
			visit.end();
			// One that says nothing for the whole of a clone's time may hang, and would cost the next clone its time, too.
			if (!hasHead && this.limit.ending === 'cloneTimeout') member.setAside(performance.now(), SILENT_ASIDE_MS);
		}
	}

	concede(failure: Failure): boolean {
		return this.current.concede(failure);
	}

	classify(failure: Failure): KnownFailure {
		return this.current.classify(failure);
	}

	async explain(known: KnownFailure): Promise<Explanation> {
		if (known.kind !== 'unknownModel') return await this.current.explain(known);
		return explain(compareWithList(known, closestFirst(known.facts.asked.model, this.pool.places.known)));
	}

	/** Whether it moves at once or waits first: the server is set aside, or known to lack the model, and the next request goes where there is least to do then. */
	moveOn(_: Failure, known: KnownFailure): boolean {
		const { member, pool } = this;
		const trouble = troubleOf(known.kind);
		if (trouble === undefined) return false;
		const { model } = this.given.request;
		if (trouble === 'lacks') pool.places.learnLack(member, model);
		else if (trouble === 'refuses') this.refusing.add(member);
		else if (trouble === 'short') for (const each of pool.places.noLongerThan(member, model)) this.refusing.add(each);
		else member.setAside(performance.now(), 'waitMs' in known.facts ? known.facts.waitMs : undefined);
		this.isLeaving = true;
		if (!this.canMove()) return false;
		this.moves++;
		// Without numbers, which would be others for each clone.
		const why =
			trouble === 'short' ? `At ${member.server.baseUrl}, the model "${model}" has less context than asked for.` : explain(known).message;
		if (isWorthTelling(known.kind)) this.notes.add(hideSecrets(`${why} Another server took its clones.`, pool.secrets));
		return true;
	}

	private get tiers(): Tiers {
		return without(this.pool.places.tiersOf(this.given.request.model), this.refusing);
	}

	private get member(): PoolMember {
		return (this.asked ??= chooseMember(this.tiers, this.pool.members, performance.now()));
	}

	private get current(): ServerQuestion {
		const { member, questions, given, pool } = this;
		const known = questions.get(member);
		if (known !== undefined) return known;
		// Nobody lets go of it: it ends with the signal of this question.
		const { signal } = joinSignals(given.signal, this.leave.signal);
		const opened = member.server.open({ ...given, signal, poolName: pool.name });
		questions.set(member, opened);
		return opened;
	}

	private leaveSilent(member: PoolMember): FailedAttempt {
		this.leave = new AbortController();
		this.questions.clear();
		member.setAside(performance.now(), SILENT_ASIDE_MS);
		const error = Object.assign(new Error('It answered nothing any more'), { code: 'ETIMEDOUT' });
		return new FailedAttempt({ kind: 'unanswered', error, reused: false });
	}

	private canMove(): boolean {
		const { member, pool, tiers, moves } = this;
		return moves < pool.mostMoves && hasAnother(tiers, member, performance.now());
	}

	/** Half an answer is given up for a whole one where another server is there and nobody has read it yet. */
	private hopeForMore(half: Omit<ChatAnswer, 'attempts'>): void {
		if (this.limit.ending !== undefined || this.options.onText !== undefined || !this.canMove()) return;
		this.salvaged = half;
		throw new FailedAttempt({ kind: 'cut', receivedCharacters: half.text.length, isText: true });
	}

	private sign(answer: Omit<ChatAnswer, 'attempts'>, { server }: PoolMember): Omit<ChatAnswer, 'attempts'> {
		const notes = [...this.notes, ...this.unheardOf(), ...(answer.notes ?? [])];
		return { ...answer, server: server.baseUrl, ...(notes.length === 0 ? {} : { notes }) };
	}

	/** Of servers that no clone is sent to, because they did not even list their models. */
	private unheardOf(): readonly string[] {
		const { pool, tiers } = this;
		const asked = tiers.find((tier) => tier.length > 0) ?? [];
		const now = performance.now();
		return pool.members
			.filter((member) => !(asked.includes(member) && member.isAvailable(now)))
			.flatMap(({ whyAside }) =>
				whyAside === undefined ? [] : [hideSecrets(`${whyAside.replace(/\.$/, '')}. Other servers take its clones.`, pool.secrets)],
			);
	}
}
