import { untilAborted } from '../../untilAborted';
import type { ModelInfo } from '../endpoint';
import { isEndpointError } from '../endpointError';
import { isSameModel } from '../modelCards';
import { deploymentOf } from '../parseAddress';
import { startTimeLimit } from '../timeLimit';
import { mergeModels } from './mergeModels';
import type { PoolMember } from './poolMember';
import { troubleOf } from './troubleOf';

/** A list older than this is read again, beside the work. */
const KEPT_MS = 30_000;
/** A model that nobody lists may have been loaded meanwhile. */
const UNLISTED_KEPT_MS = 5_000;
/** No clone waits longer for the lists of all servers. */
const LONGEST_LOOK_MS = 2_000;

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

	/** What all servers list together, as it was when they were last asked. */
	get known(): readonly ModelInfo[] {
		return mergeModels([...this.lists.values()]);
	}

	/**
	 * The models of all servers that can be asked now.
	 *
	 * @throws EndpointError of the first server when none can; whatever `signal.reason` is when aborted.
	 */
	async list(signal: AbortSignal): Promise<readonly ModelInfo[]> {
		signal.throwIfAborted();
		const looked = await Promise.allSettled(this.members.map(async (member) => await this.listOne(member, signal)));
		signal.throwIfAborted();
		const lists = looked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
		const failed = looked.find((each) => each.status === 'rejected');
		if (lists.length === 0 && failed !== undefined) throw failed.reason;
		return mergeModels(lists);
	}

	private has(member: PoolMember, model: string): boolean {
		return this.lists.get(member)?.some(({ id }) => id === model || isSameModel(id, model)) === true;
	}

	/** One look for all who wait for it. */
	private async lookAround(): Promise<void> {
		this.look ??= this.lookAtAll().finally(() => (this.look = undefined));
		await this.look;
	}

	private async lookAtAll(): Promise<void> {
		const never = new AbortController().signal;
		const found = await Promise.all(
			this.members.map(async (member) => [member, await this.listOne(member, never).catch(() => undefined)] as const),
		);
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
		const limit = startTimeLimit(signal, { timeoutMs: LONGEST_LOOK_MS });
		try {
			return await server.listModels(limit.signal);
		} catch (error) {
			// A list that is not offered is no trouble: the model may be there all the same.
			if (isEndpointError(error) && error.kind !== 'wrongPath' && troubleOf(error.kind) === 'aside') member.setAside(performance.now());
			throw error;
		} finally {
			limit.release();
		}
	}
}
