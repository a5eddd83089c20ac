import { scoreAll, scoreBy, scoreSessions, weigh, type Document, type Match, type Ranks, type Sizes, type Word } from './rankText';

/** What a turn's neighbours count beside it, by their distance: half as much with each step. */
const COUNTED = [1, 0.5, 0.25] as const;
/** A session repeats its words, so it takes more of them until another one tells little: twice BM25's own K1. */
const SESSION_K1 = 2.4;
/** How far away turns belong to a turn. */
export const talkNeighbours = COUNTED.length - 1;

const span = COUNTED.reduce((sum, counted, distance) => sum + (distance === 0 ? 1 : 2) * counted, 0);

/** Scores for each match, with those by which a talk is ranked. */
export interface TalkRanks extends Ranks {
	/** What a turn and its neighbours say, and what its session says, added up. */
	readonly together: number[];
}

/**
 * Ranks the turns of a talk by BM25: a turn with its neighbours, the nearer, the more they count, and its session on top.
 *
 * Scores are added, not ranks: the first turn of a talk often says far more than the second, and ranks would hide it. A match without a session counts as a memory alone.
 */
export function rankTalk(matches: readonly Match[], sizes: Sizes, words: readonly Word[]): TalkRanks {
	const average = sizes.terms / Math.max(1, sizes.memories);
	const turn = scoreAll(matches, sizes.memories, average, words);
	const window = scoreBy(matches.map(windowsOf(matches, average)), weigh(matches, sizes.memories, words), average * span);
	// How many memories hold a word says nothing of how many sessions do: those found tell.
	const inSessions = words.map(({ weight }) => ({ weight }));
	const session = scoreSessions(matches, sizes, inSessions, { k1: SESSION_K1, lengthAlone: averageSession(sizes) / Math.max(1, average) });
	return { turn, window, session, together: window.map((score, index) => score + session[index]!) };
}

const averageSession = ({ terms, sessions }: Sizes): number => terms / Math.max(1, sessions);

function windowsOf(matches: readonly Match[], average: number): (match: Match) => Document {
	const byPlace = new Map(matches.flatMap((match) => (match.session === undefined ? [] : [[`${match.session} ${match.turn}`, match]])));
	return (match) => {
		if (match.session === undefined) return { times: match.times, length: match.length * span };
		const times = Float64Array.from(match.times);
		let length = match.length;
		for (let step = -talkNeighbours; step <= talkNeighbours; step++) {
			if (step === 0 || match.turn + step < 1) continue;
			const counted = COUNTED[Math.abs(step)]!;
			const neighbour = byPlace.get(`${match.session} ${match.turn + step}`);
			length += counted * (neighbour?.length ?? average);
			if (neighbour) for (let word = 0; word < times.length; word++) times[word]! += counted * neighbour.times[word]!;
		}
		return { times, length };
	};
}

/** The places that stand beside the best turns and are no matches themselves: what they say may be the answer to what a turn asks. */
export function placesBeside(matches: readonly Match[], { together }: TalkRanks, most: number): Array<readonly [number, number]> {
	const known = new Set(matches.map(({ session, turn }) => `${session} ${turn}`));
	const best = Array.from(matches.keys())
		.sort((left, right) => together[right]! - together[left]! || matches[left]!.memory - matches[right]!.memory)
		.slice(0, most);
	const places = new Map<string, readonly [number, number]>();
	for (const { session, turn } of best.map((index) => matches[index]!)) {
		if (session === undefined) continue;
		for (let step = -talkNeighbours; step <= talkNeighbours; step++) {
			const key = `${session} ${turn + step}`;
			if (turn + step >= 1 && !known.has(key)) places.set(key, [session, turn + step]);
		}
	}
	return [...places.values()];
}
