import type { Candidate } from '../candidate';
import { countByServer } from '../countByServer';
import { findFailingTools } from '../failingTools';
import { aloneMs } from '../endpoint/pace';
import type { ToolUse } from '../tool';
import type { TokenSums } from '../endpoint/tokenCount';
import type { MissingClone, Pace, Receipt, RoundReceipt, ToolCounts } from '../receipt';
import { compareWithAlone, type CloneTimes } from './compareWithAlone';
import { whyCut, type CloneLimits } from './whyCut';

export interface RunRecord {
	readonly id: string;
	readonly asked: number;
	readonly candidates: readonly Candidate[];
	readonly missing: readonly MissingClone[];
	readonly stoppedBecause: string;
	readonly wallMs: number;
	readonly requests: number;
	/** Questions that were sent at least once; what was sent beyond that was sent again. */
	readonly started: number;
	readonly limits: CloneLimits;
	readonly paceOf: (model: string) => Pace | undefined;
	/** What the lone call before the run took; absent: none was made. */
	readonly paceMs?: number;
	/** Present where answers were looked up in a cache. */
	readonly cache?: { readonly notes: readonly string[] };
	readonly tokens: TokenSums;
	readonly rounds?: readonly RoundReceipt[];
	readonly larger?: Receipt['larger'];
	readonly notes: readonly string[];
	readonly remarks?: readonly string[];
}

/**
 * Sums up what a run did, cost and saved.
 *
 * Time saved is `oneByOneMs - wallMs`, at the pace measured for each clone's model, and may be negative; where a pace or a clone's token
 * count is unknown, or the run's own times are far off the pace, there is no figure rather than a guess.
 */
export function writeReceipt(record: RunRecord): Receipt {
	const { candidates, missing, wallMs, cache, rounds, larger, remarks = [] } = record;
	const notes = [...record.notes, ...(cache?.notes ?? [])];
	const tools = countToolUses(candidates);
	const failingTools = findFailingTools(candidates);
	const asked = cache === undefined ? candidates : candidates.filter(({ cached }) => cached === undefined);
	const withoutSource = candidates.filter((candidate) => candidate.withoutSource === true).length;
	const cuts = candidates.flatMap((candidate) => whyCut(candidate, record.limits) ?? []);
	const models = [...new Set(candidates.map((candidate) => candidate.model))];
	const pace = models.length === 1 && models[0] !== undefined ? record.paceOf(models[0]) : undefined;
	return {
		run: { id: record.id },
		asked: record.asked,
		answered: candidates.length,
		cut: cuts.length,
		...(cuts.length === 0 ? {} : { cutBy: [...new Set(cuts)] }),
		missing,
		stoppedBecause: record.stoppedBecause,
		wallMs,
		clonesMs: candidates.reduce((sum, candidate) => sum + candidate.timing.durationMs, 0),
		...(tools === undefined ? compareTimes(asked, record) : {}),
		...(pace === undefined ? {} : { pace }),
		...(record.paceMs === undefined ? {} : { paceMs: record.paceMs }),
		tokens: record.tokens,
		requests: record.requests,
		retries: Math.max(0, record.requests - record.started),
		cancelled: missing.filter((clone) => clone.cancelled).length,
		models,
		...countByServer(candidates),
		...(cache === undefined ? {} : { cacheHits: candidates.length - asked.length }),
		...(withoutSource === 0 ? {} : { withoutSource }),
		...(tools === undefined ? {} : { tools }),
		...(failingTools.length === 0 ? {} : { failingTools }),
		...(rounds === undefined ? {} : { rounds }),
		...(larger === undefined ? {} : { larger }),
		...(notes.length === 0 ? {} : { notes }),
		...(remarks.length === 0 ? {} : { remarks }),
	};
}

/** A clone that was given its whole time, in vain, took time that no pace foretells. */
const TIME_LIMITS: ReadonlySet<string | undefined> = new Set(['cloneTimeout', 'runDeadline']);

function compareTimes(asked: readonly Candidate[], { missing, candidates, requests, started, wallMs, paceOf }: RunRecord) {
	if (missing.some(({ kind }) => TIME_LIMITS.has(kind))) return {};
	const clones = timesOf(asked, paceOf);
	if (clones === undefined) return {};
	const hasLarger = candidates.some(({ larger }) => larger === true);
	const isWhole = missing.length === 0 && asked.length === candidates.length && requests <= started && !hasLarger;
	return compareWithAlone({ wallMs, clones, isWhole });
}

function timesOf(candidates: readonly Candidate[], paceOf: RunRecord['paceOf']): readonly CloneTimes[] | undefined {
	if (candidates.length === 0) return undefined;
	const times: CloneTimes[] = [];
	for (const { model, usage, timing } of candidates) {
		const pace = paceOf(model);
		if (pace === undefined || usage.completionTokens === undefined) return undefined;
		times.push({ tookMs: timing.durationMs, aloneMs: aloneMs(pace, usage.completionTokens) });
	}
	return times;
}

function countToolUses(candidates: readonly Candidate[]): ToolCounts | undefined {
	if (candidates.every(({ toolUses }) => toolUses === undefined)) return undefined;
	const uses = candidates.flatMap(({ toolUses }) => toolUses ?? []);
	const count = (outcome: ToolUse['outcome']) => uses.filter((use) => use.outcome === outcome).length;
	return {
		calls: uses.length,
		answered: count('answered'),
		threw: count('threw'),
		timedOut: count('timedOut'),
		repeated: count('repeated'),
		refused: count('refused'),
	};
}
