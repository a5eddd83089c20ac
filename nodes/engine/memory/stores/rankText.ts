import type { Found, FoundByText } from './store';

/** A memory that holds at least one of the words asked for, or is of a time asked for, and is in scope. */
export interface Match {
	readonly id: string;
	readonly memory: number;
	/** Undefined where it is its own session. */
	readonly session: number | undefined;
	readonly turn: number;
	/** Terms in its text. */
	readonly length: number;
	/** How often it holds each of the words looked for, by their place; a time is a word that it holds once, or half. */
	readonly times: Float64Array;
}

/** How large the namespace is: what ranks are measured against. */
export interface Sizes {
	readonly memories: number;
	readonly terms: number;
	readonly sessions: number;
	/** Terms of a session, by its number. */
	readonly sessionTerms: ReadonlyMap<number, number>;
	/** Memories of a session, by its number. */
	readonly sessionMemories: ReadonlyMap<number, number>;
}

/** A word that is looked for. */
export interface Word {
	/** What it counts beside the others. */
	readonly weight: number;
	/** Memories of the namespace that hold it, where these are more than the matches; absent: all of them are among the matches. */
	readonly holding?: number;
}

/** What is ranked: a memory, or several taken together. */
export interface Document {
	readonly times: Float64Array;
	readonly length: number;
}

/** Okapi BM25 as FTS5 has it. */
const K1 = 1.2;
const B = 0.75;
const NEIGHBOURS = 2;

/**
 * Ranks matches by BM25 in three ways: alone, with two neighbours on either side in the session, and by the whole session.
 *
 * Windows and sessions are put together from the matches, so that nothing but the memories themselves is kept in the index; of neighbours without any of the words, the
 * average length is taken.
 */
export function rankText(matches: readonly Match[], sizes: Sizes, words: readonly Word[]): Ranks {
	const average = sizes.terms / Math.max(1, sizes.memories);
	const turn = rankAlone(matches, sizes, words);
	const windowLength = average * (1 + 2 * NEIGHBOURS);
	// Most memories belong to no session, and then each is its own window and session; as a window it is a short one.
	const areAlone = sizes.sessions === sizes.memories && matches.every(({ session }) => session === undefined);
	if (areAlone) return { turn, window: scoreAll(matches, sizes.memories, windowLength, words), session: turn };
	const window = scoreAll(matches.map(windowsOf(matches, average)), sizes.memories, windowLength, words);
	return { turn, window, session: scoreSessions(matches, sizes, words) };
}

/** Ranks matches by BM25, each by its own text. */
export function rankAlone(matches: readonly Match[], sizes: Sizes, words: readonly Word[]): number[] {
	return scoreAll(matches, sizes.memories, sizes.terms / Math.max(1, sizes.memories), words);
}

/** A score for each match, in their order; three ways to look at them. */
export interface Ranks {
	readonly turn: number[];
	readonly window: number[];
	readonly session: number[];
}

function windowsOf(matches: readonly Match[], average: number): (match: Match) => Document {
	const byPlace = new Map(matches.flatMap((match) => (match.session === undefined ? [] : [[`${match.session} ${match.turn}`, match]])));
	return (match) => {
		if (match.session === undefined) return match;
		const times = Float64Array.from(match.times);
		let length = match.length;
		for (let step = -NEIGHBOURS; step <= NEIGHBOURS; step++) {
			if (step === 0 || match.turn + step < 1) continue;
			const neighbour = byPlace.get(`${match.session} ${match.turn + step}`);
			length += neighbour?.length ?? average;
			if (neighbour) for (let word = 0; word < times.length; word++) times[word]! += neighbour.times[word]!;
		}
		return { times, length };
	};
}

/** Scores each match by its whole session. One without a session is its own, its length taken `lengthAlone` times. */
export function scoreSessions(
	matches: readonly Match[],
	sizes: Sizes,
	words: readonly Word[],
	{ k1 = K1, lengthAlone = 1 }: { readonly k1?: number; readonly lengthAlone?: number } = {},
): number[] {
	const documents: Array<{ times: Float64Array; length: number }> = [];
	const places = new Map<number, number>();
	const placeOf = matches.map((match) => {
		const known = match.session === undefined ? undefined : places.get(match.session);
		if (known !== undefined) {
			for (let word = 0; word < match.times.length; word++) documents[known]!.times[word]! += match.times[word]!;
			return known;
		}
		const length = match.session === undefined ? match.length * lengthAlone : (sizes.sessionTerms.get(match.session) ?? match.length);
		if (match.session !== undefined) places.set(match.session, documents.length);
		return documents.push({ times: Float64Array.from(match.times), length }) - 1;
	});
	const scores = scoreBy(documents, weigh(documents, sizes.sessions, words), sizes.terms / Math.max(1, sizes.sessions), k1);
	return placeOf.map((place) => scores[place]!);
}

/** Scores documents by BM25, each word as rare as it is among `total` of them. */
export function scoreAll(documents: readonly Document[], total: number, averageLength: number, words: readonly Word[]): number[] {
	return scoreBy(documents, weigh(documents, total, words), averageLength);
}

/** What each word counts: its own weight, the more the fewer documents hold it. */
export function weigh(documents: readonly Document[], total: number, words: readonly Word[]): number[] {
	return words.map(({ weight, holding = 0 }, word) => {
		const found = documents.reduce((count, { times }) => count + (times[word]! > 0 ? 1 : 0), 0);
		return weight * rarity(Math.max(holding, found), total);
	});
}

/** Scores documents by BM25 with the weights of the words. */
export function scoreBy(documents: readonly Document[], weights: readonly number[], averageLength: number, k1 = K1): number[] {
	return documents.map(({ times, length }) => {
		const norm = k1 * (1 - B + (B * length) / Math.max(1, averageLength));
		let score = 0;
		for (let word = 0; word < weights.length; word++) score += (weights[word]! * times[word]! * (k1 + 1)) / (times[word]! + norm);
		return score;
	});
}

/** Inverse document frequency, never below zero. */
export function rarity(holding: number, total: number): number {
	return Math.log(1 + (Math.max(total, holding) - holding + 0.5) / (holding + 0.5));
}

/** The best matches in each of the ways; where two are the same, they are put in order once. Alone, only those with a word of the question or of a time that it names. */
export function chooseBestOfAll(
	matches: readonly Match[],
	{ turn, window, session, together }: Ranks & { readonly together?: number[] },
	limit: number,
): FoundByText {
	const alone = chooseBest(matches, turn, turn, limit).filter(({ score }) => score > 0);
	const order = (scores: readonly number[]) => (scores === turn ? alone : chooseBest(matches, scores, turn, limit));
	return {
		turn: alone,
		window: order(window),
		session: order(session),
		// As many as three rankings may hold between them.
		...(together && { together: chooseBest(matches, together, turn, 3 * limit) }),
	};
}

/** The best matches by one way to look at them; ties go to the one that ranks higher alone, then to the earlier one. */
function chooseBest(matches: readonly Match[], scores: readonly number[], tieBreak: readonly number[], limit: number): Found[] {
	const order = Array.from(matches.keys()).sort(
		(left, right) => scores[right]! - scores[left]! || tieBreak[right]! - tieBreak[left]! || matches[left]!.memory - matches[right]!.memory,
	);
	return order.slice(0, limit).map((index) => ({ id: matches[index]!.id, score: scores[index]! }));
}
