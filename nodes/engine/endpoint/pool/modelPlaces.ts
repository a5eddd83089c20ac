import { joinSignals } from '../../joinSignals';
import { untilAborted } from '../../untilAborted';
import type { ModelInfo } from '../endpoint';
import { EndpointError, isEndpointError } from '../endpointError';
import { isSameModel } from '../modelCards';
import { inSeconds } from '../failures/inSeconds';
import { deploymentOf } from '../parseAddress';
import { mergeModels } from './mergeModels';
import type { PoolMember } from './poolMember';
import { isWorthTelling, troubleOf } from './troubleOf';

/** A list older than this is read again, beside the work. */
const KEPT_MS = 30_000;
/** A model that nobody lists may have been loaded meanwhile. */
const UNLISTED_KEPT_MS = 5_000;
/** No clone waits longer for the lists of all servers, and nobody for those that are still missing once there is one. */
const LONGEST_LOOK_MS = 2_000;
/** Why a look ends whose time is over. */
const SILENCE = new Error('The list did not come in time.');
/** Of so many servers beside the first one it is told why none can be used. */
const MOST_TOLD = 2;

/** Which server of a pool has which model, by their lists. */
export class ModelPlaces {
	private readonly lists = new Map<PoolMember, readonly ModelInfo[]>();
	/** Refused by a server that may list them all the same; until the lists are read again. */
	private readonly lacking = new Map<PoolMember, Set<string>>();
	private lookedAt = Number.NEGATIVE_INFINITY;
	private look: Promise<void> | undefined;

	constructor(private readonly members: readonly PoolMember[]) {}

	/**
	 * Reads the lists of all servers where it is not known who has the model. A list that is only old is read beside the work.
	 *
	 * @throws whatever `signal.reason` is when aborted; never for trouble with a server.
	 */
	async find(model: string, signal: AbortSignal): Promise<void> {
		const age = performance.now() - this.lookedAt;
		if (this.members.some((member) => this.has(member, model))) {
			if (age > KEPT_MS) void this.lookAround();
		} else if (age > UNLISTED_KEPT_MS || this.look !== undefined) await untilAborted(async () => await this.lookAround(), signal);
	}

	/**
	 * The servers to ask, the surest first: those that list the model, then those whose list is not known. Those that list others only where there is none of either.
	 *
	 * Without any when all of them refused the model.
	 */
	tiersOf(model: string): ReadonlyArray<readonly PoolMember[]> {
		const able = this.members.filter((member) => this.lacking.get(member)?.has(model) !== true);
		const listing = this.members.filter((member) => this.has(member, model));
		const unknown = this.members.filter((member) => !this.lists.has(member));
		if (listing.length + unknown.length === 0) return [able];
		return [listing, unknown].map((tier) => tier.filter((member) => able.includes(member)));
	}

	/** The server refuses the model, whatever its list says. */
	learnLack(member: PoolMember, model: string): void {
		this.lacking.set(member, (this.lacking.get(member) ?? new Set()).add(model));
	}

	/** The servers of which no longer prompts can be hoped for than of this one, itself among them. One that lists the model and no context may take more; one that has not listed anything may be dead. */
	noLongerThan(member: PoolMember, model: string): readonly PoolMember[] {
		const context = this.cardOf(member, model)?.contextTokens ?? 0;
		const isLonger = (card: ModelInfo | undefined) => card !== undefined && (card.contextTokens ?? Number.POSITIVE_INFINITY) > context;
		return this.members.filter((each) => each === member || !isLonger(this.cardOf(each, model)));
	}

	/** What all servers list together, as it was when they were last asked. */
	get known(): readonly ModelInfo[] {
		return mergeModels([...this.lists.values()]);
	}

	/**
	 * The models of all servers that can be asked now.
	 *
	 * @throws EndpointError of the first server when none can, with what the others ran into; whatever `signal.reason` is when aborted.
	 */
	async list(signal: AbortSignal): Promise<readonly ModelInfo[]> {
		signal.throwIfAborted();
		const looked = await this.listAll(signal);
		signal.throwIfAborted();
		const lists = looked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
		const failures = looked.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
		if (lists.length === 0 && failures.length > 0) throw asOne(failures);
		return mergeModels(lists);
	}

	/** Once there is one list, the others are waited for no longer than any clone would; until then, as long as the caller does. */
	private async listAll(signal: AbortSignal): Promise<ReadonlyArray<PromiseSettledResult<readonly ModelInfo[]>>> {
		const patience = new AbortController();
		const joined = joinSignals(signal, patience.signal);
		let [isLate, hasList] = [false, false];
		const giveUpRest = () => {
			if (isLate && hasList) patience.abort(SILENCE);
		};
		const timer = setTimeout(() => {
			isLate = true;
			giveUpRest();
		}, LONGEST_LOOK_MS);
		const listing = this.members.map(async (member) => {
			const models = await this.listOne(member, joined.signal);
			hasList = true;
			giveUpRest();
			return models;
		});
		try {
			return await Promise.allSettled(listing);
		} finally {
			clearTimeout(timer);
			joined.release();
		}
	}

	private has(member: PoolMember, model: string): boolean {
		return this.cardOf(member, model) !== undefined;
	}

	private cardOf(member: PoolMember, model: string): ModelInfo | undefined {
		return this.lists.get(member)?.find(({ id }) => id === model || isSameModel(id, model));
	}

	/** One look for all who wait for it. */
	private async lookAround(): Promise<void> {
		this.look ??= this.lookAtAll().finally(() => (this.look = undefined));
		await this.look;
	}

	private async lookAtAll(): Promise<void> {
		const patience = new AbortController();
		const timer = setTimeout(() => patience.abort(SILENCE), LONGEST_LOOK_MS);
		const found = await Promise.all(
			this.members.map(async (member) => [member, await this.listOne(member, patience.signal).catch(() => undefined)] as const),
		);
		clearTimeout(timer);
		// All at once: a server that listed a moment earlier would get all the clones.
		for (const [member, models] of found) if (models !== undefined) this.lists.set(member, models);
		this.lacking.clear();
		this.lookedAt = performance.now();
	}

	/** An address with a deployment in it lists others than the one that answers there. */
	private async listOne(member: PoolMember, signal: AbortSignal): Promise<readonly ModelInfo[]> {
		const { server } = member;
		const deployment = deploymentOf(server.baseUrl);
		if (deployment !== undefined) return [{ id: deployment }];
		try {
			const models = await server.listModels(signal);
			member.whyAside = undefined;
			return models;
		} catch (error) {
			if (signal.reason === SILENCE) member.whyAside = `${server.baseUrl} did not list its models within ${inSeconds(LONGEST_LOOK_MS)}`;
			// A list that is not offered is no trouble: the model may be there all the same.
			else if (isEndpointError(error) && error.kind !== 'wrongPath' && troubleOf(error.kind) === 'aside') {
				member.setAside(performance.now());
				if (isWorthTelling(error.kind)) member.whyAside = error.message;
			}
			throw error;
		}
	}
}

/** The advice of the first one: with it alone, there is a server. */
function asOne(failures: readonly unknown[]): unknown {
	const [first, ...others] = failures.filter(isEndpointError);
	if (first === undefined) return failures[0];
	const more = others.length > MOST_TOLD ? ` ${others.length - MOST_TOLD} more of them cannot be used either.` : '';
	const told = others.slice(0, MOST_TOLD).map(({ message }) => ` ${withStop(message)}`);
	if (told.length === 0) return first;
	return new EndpointError(
		{ kind: first.kind, message: `${withStop(first.message)}${told.join('')}${more}`, advice: first.advice },
		first.attempts,
		[],
	);
}

const withStop = (sentence: string): string => sentence.replace(/\.?$/, '.');
