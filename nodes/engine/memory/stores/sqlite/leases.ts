import type { LeaseStore } from '../../../leases';
import { checkNamespace } from '../checkCall';

interface Held {
	token?: string;
	endsAtMs: number;
	gaveUpAtMs?: number;
}

/** For each file. */
const leasesByFile = new Map<string, LeaseStore>();

/** The leases of a file's users in this process: the file itself knows nothing of them, so that they end with the process. */
export function leasesOf(file: string): LeaseStore {
	const leases = leasesByFile.get(file) ?? createLeases();
	leasesByFile.set(file, leases);
	return leases;
}

/** What was given up is of no use to anybody who comes later than this. */
const KEEP_MS = 3_600_000;
const MOST_KEPT = 1_000;

function createLeases(): LeaseStore {
	const held = new Map<string, Held>();
	const find = (namespace: string, key: string, signal: AbortSignal) => {
		signal.throwIfAborted();
		checkNamespace(namespace);
		const place = JSON.stringify([namespace, key]);
		return { place, known: held.get(place) };
	};
	return {
		claim: async (namespace, key, { token, leaseMs }, signal) => {
			const { place, known } = find(namespace, key, signal);
			const asOfMs = Date.now();
			const claimed = known === undefined || known.token === token || known.endsAtMs <= asOfMs;
			if (held.size > MOST_KEPT) removeOld(held, asOfMs - KEEP_MS);
			if (claimed) held.set(place, { ...known, token, endsAtMs: asOfMs + leaseMs });
			return { claimed, ...(known?.gaveUpAtMs !== undefined && { gaveUpAtMs: known.gaveUpAtMs }), asOfMs };
		},
		keep: async (namespace, key, { token, leaseMs }, signal) => {
			const { known } = find(namespace, key, signal);
			if (known?.token !== token) return false;
			known.endsAtMs = Date.now() + leaseMs;
			return true;
		},
		release: async (namespace, key, token, signal) => {
			const { place, known } = find(namespace, key, signal);
			if (token === undefined || known?.token === token) held.delete(place);
		},
		giveUp: async (namespace, key, token, signal) => {
			const { place, known } = find(namespace, key, signal);
			if (known?.token !== token) return;
			const nowMs = Date.now();
			held.set(place, { endsAtMs: nowMs, gaveUpAtMs: nowMs });
		},
	};
}

function removeOld(held: Map<string, Held>, beforeMs: number): void {
	for (const [place, { endsAtMs }] of held) if (endsAtMs < beforeMs) held.delete(place);
}
