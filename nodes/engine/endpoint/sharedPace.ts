import { z } from '../checkInput';
import type { LeaseStore } from '../leases';
import type { Pace } from '../receipt';
import type { RecordStore } from '../records';
import { withinTime } from '../withinTime';
import { adoptPace, aloneMs, isOldPace, paceOf, PACE_LASTS_MS } from './pace';

/** The pace of a server's models, as all processes know it that share a store. */
export interface SharedPace {
	/** Brings what another process measured, where it is younger than an hour and this process knows nothing better. */
	adopt(model: string, signal: AbortSignal): Promise<void>;
	/** Measures, unless another process is doing it now, and lets the others know. Gives what the work gives; undefined where it was not done. */
	measure<Measured>(model: string, work: () => Promise<Measured>, signal: AbortSignal): Promise<Measured | undefined>;
}

const NAMESPACE = 'pace';
/** A pace is worth no longer wait. */
const LONGEST_LOOK_MS = 1_000;
const LEASE_MS = 60_000;
/** As long as an answer mostly is. */
const USUAL_TOKENS = 100;

const paceSchema = z.object({ firstTokenMs: z.number().min(0), msPerToken: z.number().min(0), measuredAt: z.string() });

/**
 * Keeps paces under a pool's name and the model. Load that a process does not see only slows its measurement: of two paces younger than an hour the faster one stands.
 *
 * Nothing here ends a run: where the store does not answer within a second, the process knows what it knows.
 */
export function createSharedPace(
	{ records, leases }: { readonly records: RecordStore; readonly leases: LeaseStore },
	server: string,
): SharedPace {
	const keyOf = (model: string) => JSON.stringify([server, model]);
	const look = async <Result>(work: (signal: AbortSignal) => Promise<Result>, signal: AbortSignal): Promise<Result | undefined> => {
		const ended = await withinTime(work, LONGEST_LOOK_MS, signal);
		return ended.kind === 'done' ? ended.value : undefined;
	};
	const find = async (model: string, signal: AbortSignal): Promise<Pace | undefined> => {
		const record = await look(async (given) => await records.find('pace', NAMESPACE, keyOf(model), PACE_LASTS_MS, given), signal);
		const parsed = paceSchema.safeParse(record?.value);
		return parsed.success && !isOldPace(parsed.data) ? parsed.data : undefined;
	};
	const adopt = async (model: string, signal: AbortSignal): Promise<Pace | undefined> => {
		const kept = await find(model, signal);
		if (kept !== undefined && isFaster(kept, paceOf(server, model))) adoptPace(server, model, kept);
		return kept;
	};
	return {
		adopt: async (model, signal) => void (await adopt(model, signal)),
		measure: async (model, work, signal) => {
			const token = crypto.randomUUID();
			const claim = { token, leaseMs: LEASE_MS };
			const lease = await look(async (given) => await leases.claim(NAMESPACE, keyOf(model), claim, given), signal);
			if (lease?.claimed === false) return undefined;
			try {
				const measured = await work();
				const [kept, own] = [await adopt(model, signal), paceOf(server, model)];
				if (own !== undefined && own.measuredAt !== kept?.measuredAt && isFaster(own, kept))
					await look(async (given) => await records.save('pace', NAMESPACE, keyOf(model), own, given), signal);
				return measured;
			} finally {
				const { signal: given } = new AbortController();
				leases.release(NAMESPACE, keyOf(model), token, given).catch(() => {});
			}
		},
	};
}

function isFaster(pace: Pace, known: Pace | undefined): boolean {
	return known === undefined || isOldPace(known) || aloneMs(pace, USUAL_TOKENS) < aloneMs(known, USUAL_TOKENS);
}
