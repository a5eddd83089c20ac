import type { Receipt } from '../receipt';

/** A pace is never exact: what it says too much is taken off up to this share. */
const MOST_ROUNDING = 0.05;
/** Of the time of the run: what is saved below that is not told apart from what a pace is wrong by. */
const NOTHING_SAVED = 0.03;
/** Clones that were at work at once have taken longer together than the run did; one by one, they take as long. */
const LEAST_OVERLAP = 1.1;
/** A server that answers one by one takes as long as the pace says. One that took so many times that was slow at the time, whatever the pace says. */
const MOST_SLOWER = 2;
/** Above that, how the clones ended one after another must not say otherwise. */
const MOST_SLOWER_UNSEEN = 1.25;
/** And above that, a run's own work included, nothing is said of the server. */
const MOST_SLOWER_TO_JUDGE = 1.5;
/** Of the times by which clones end on a server that answers one by one: those of clones that ended far earlier were answered at once. */
const LEAST_IN_TURN = 0.75;
/** What starting a run costs beside its calls. */
const OWN_MS = 100;

/** What one answered clone took, and what its answer takes alone at the pace that is known. */
export interface CloneTimes {
	readonly tookMs: number;
	readonly aloneMs: number;
}

export interface ComparedRun {
	readonly wallMs: number;
	readonly clones: readonly CloneTimes[];
	/** All of its clones answered at the first try. */
	readonly isWhole: boolean;
}

type Comparison = Pick<Receipt, 'oneByOneMs' | 'savedMs' | 'speedup' | 'gainsNothing'>;

/**
 * Compares what a run took with what its clones take one after the other; empty where the pace does not fit what was seen.
 *
 * Clones cannot save more than all of them but one: what says more by far was measured while the server was slower. And they cannot lose
 * much: what says so was measured while it was quicker, or a clone hung, or waited to ask again. That the server gains nothing is told only where
 * the clones ended as on one that answers one by one.
 */
export function compareWithAlone({ wallMs, clones, isWhole }: ComparedRun): Comparison {
	// One clone alone has nothing to be compared with.
	if (clones.length < 2) return {};
	const sumMs = Math.round(clones.reduce((sum, { aloneMs }) => sum + aloneMs, 0));
	const mostMs = clones.length * Math.max(1, wallMs);
	if (sumMs > mostMs * (1 + MOST_ROUNDING)) return {};
	const slower = Math.max(0, wallMs - OWN_MS) / Math.max(1, sumMs);
	const isInTurn = endedInTurn(clones);
	if (slower > MOST_SLOWER || (slower > MOST_SLOWER_UNSEEN && !isInTurn)) return {};
	const told = Math.min(sumMs, mostMs);
	const togetherMs = clones.reduce((sum, { tookMs }) => sum + tookMs, 0);
	const wereAtOnce = togetherMs >= LEAST_OVERLAP * wallMs;
	const savesNothing = told <= wallMs * (1 + NOTHING_SAVED);
	const gainsNothing = isWhole && wereAtOnce && savesNothing && isInTurn && wallMs <= MOST_SLOWER_TO_JUDGE * sumMs;
	return {
		oneByOneMs: told,
		savedMs: told - wallMs,
		speedup: Math.round((told / Math.max(1, wallMs)) * 100) / 100,
		...(gainsNothing && { gainsNothing }),
	};
}

/**
 * Whether no clone ended much earlier than where each has to wait for those before it. The last one says nothing: where one clone alone
 * hung for a moment, only the others tell that they were answered at once.
 */
function endedInTurn(clones: readonly CloneTimes[]): boolean {
	const inOrder = <Key extends keyof CloneTimes>(key: Key) => clones.map((clone) => clone[key]).sort((left, right) => left - right);
	const ends = inOrder('tookMs').slice(0, -1);
	let turnMs = 0;
	const turns = inOrder('aloneMs')
		.slice(0, -1)
		.map((aloneMs) => (turnMs += aloneMs));
	const sumOf = (times: readonly number[]) => times.reduce((sum, ms) => sum + ms, 0);
	return sumOf(ends.map((ms, index) => Math.min(ms, turns[index] ?? ms))) >= LEAST_IN_TURN * sumOf(turns);
}
