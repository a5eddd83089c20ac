import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { readQuestion } from '../../text/readQuestion';
import type { FoundByText, SearchScope } from '../store';
import { decodeText, encodeText } from './encodeText';
import { heldAt, holds } from './heldAt';
import { readPostings, type Posting } from './indexTerms';
import { prepared, preparedRows, type Row } from './prepared';
import { candidatesOf, expandQuery, feedbackMemories, type WeightedTerm } from '../expandQuery';
import { chooseSearch } from '../chooseSearch';
import { placesBeside, rankTalk } from '../rankTalk';
import { chooseBestOfAll, rankAlone, rankText, rarity, type Match, type Sizes, type Word } from '../rankText';
import { foundByWords, withNearness, wordsOf, type TimeWord } from '../timesInQuestion';
import { addByTime, readTimeWords } from './searchTimes';

/** A word said more often than this in one namespace tells little; it is left out where there are rarer ones, else its first so many occurrences count. */
const MOST_OCCURRENCES = 20_000;
/** Of a word that the best memories lend to a question. */
const MOST_LENT = 2000;
/** So many of a talk's best turns bring along what stands beside them. */
const MOST_BESIDE = 50;
const nothing: FoundByText = { turn: [], window: [], session: [] };

export function searchText(database: DatabaseSync, query: string, scope: SearchScope, now: string): FoundByText {
	const namespace = prepared(database, 'SELECT number, memories, terms FROM namespace WHERE name = ?').get(encodeText(scope.namespace));
	const words = readQuestion(query);
	if (!namespace || words.length === 0) return nothing;
	const number = Number(namespace['number']);
	const held = gather(database, number, words);
	const times = readTimeWords(database, number, query, scope.asOf ?? now);
	addByTime(database, namespace, held, times, words.length);
	const matches = inScope(database, number, held, times, scope, now);
	if (matches.length === 0) return nothing;
	const sizes = readSizes(database, namespace, matches);
	const asked = wordsOf(words, times);
	if ((scope.kind ?? chooseSearch(foundByWords(matches, words.length), sizes)) === 'talk') {
		const places = placesBeside(matches, rankTalk(matches, sizes, asked), MOST_BESIDE);
		const all = [...matches, ...readBeside(database, number, places, words.length, times, scope, now)];
		return chooseBestOfAll(all, rankTalk(all, sizes, asked), scope.limit);
	}
	if (matches.length === 1) return chooseBestOfAll(matches, rankText(matches, sizes, asked), scope.limit);
	const terms = [...words, ...times.map(({ term }) => term)];
	const { matches: found, ranks } = lookAgain(database, number, terms, asked, matches, rankAlone(matches, sizes, asked), sizes);
	return chooseBestOfAll(found, ranks, scope.limit);
}

/** Ranks the same matches by the words and times of the question and those that the best of them lend to it. */
function lookAgain(
	database: DatabaseSync,
	namespace: number,
	words: readonly string[],
	asked: readonly Word[],
	matches: readonly Match[],
	scores: readonly number[],
	sizes: Sizes,
) {
	const best = matches
		.map((match, index) => ({ match, score: scores[index]! }))
		.sort((left, right) => right.score - left.score || left.match.memory - right.match.memory)
		.slice(0, feedbackMemories);
	const candidates = candidatesOf(
		best.map(({ match, score }) => ({
			text: decodeText(prepared(database, 'SELECT text FROM memory WHERE number = ?').get(match.memory)?.['text']),
			score,
		})),
	);
	const lent = new Map(
		candidates.flatMap(({ term }) => (words.includes(term) ? [] : [[term, readPostings(database, namespace, term, MOST_LENT)] as const])),
	);
	const holding = (term: string) =>
		lent.get(term)?.length ??
		asked[words.indexOf(term)]?.holding ??
		matches.reduce((count, { times }) => count + (times[words.indexOf(term)]! > 0 ? 1 : 0), 0);
	const expanded = expandQuery(words, candidates, (term) => rarity(holding(term), sizes.memories));
	const again = withTimes(matches, words, expanded, lent);
	return {
		matches: again,
		ranks: rankText(
			again,
			sizes,
			expanded.map(({ term, weight }) => ({ weight, holding: holding(term) })),
		),
	};
}

function withTimes(
	matches: readonly Match[],
	words: readonly string[],
	expanded: readonly WeightedTerm[],
	lent: ReadonlyMap<string, readonly Posting[]>,
): Match[] {
	const places = expanded.map(({ term }) => words.indexOf(term));
	const found = matches.map((match) => ({
		...match,
		times: Float64Array.from(places, (place) => (place === -1 ? 0 : match.times[place]!)),
	}));
	const byMemory = new Map(found.map((match) => [match.memory, match]));
	for (const [place, { term }] of expanded.entries())
		for (const { memory, times } of lent.get(term) ?? []) {
			const match = byMemory.get(memory);
			if (match !== undefined) match.times[place] = times;
		}
	return found;
}

/** How often each memory holds each word. */
function gather(database: DatabaseSync, namespace: number, words: readonly string[]): Map<number, Float64Array> {
	const postings = words.map((word) => readPostings(database, namespace, word, MOST_OCCURRENCES));
	const isCommon = postings.map((list) => list.reduce((sum, { times }) => sum + times, 0) >= MOST_OCCURRENCES);
	const keepCommon = isCommon.every((common, word) => common || postings[word]!.length === 0);
	const times = new Map<number, Float64Array>();
	for (const [word, list] of postings.entries()) {
		if (isCommon[word] && !keepCommon) continue;
		for (const posting of list) {
			let row = times.get(posting.memory);
			if (row === undefined) times.set(posting.memory, (row = new Float64Array(words.length)));
			row[word] = posting.times;
		}
	}
	return times;
}

/** CROSS JOIN keeps the order of look-ups: SQLite would go through all of the namespace instead. */
const matchSql = `SELECT memory.number, memory.id, memory.session, memory.turn, memory.terms, memory.valid_from FROM json_each(?) AS asked CROSS JOIN memory ON memory.number = asked.value
	WHERE memory.namespace = ? AND ${holds} AND (? OR trust <> 'untrusted')`;

function inScope(
	database: DatabaseSync,
	namespace: number,
	held: ReadonlyMap<number, Float64Array>,
	times: readonly TimeWord[],
	scope: SearchScope,
	now: string,
): Match[] {
	const session = scope.session === undefined ? undefined : findSession(database, namespace, scope.session);
	if (scope.session !== undefined && session === undefined) return [];
	const numbers = JSON.stringify([...held.keys()].sort((left, right) => left - right));
	return preparedRows(database, matchSql)
		.all(numbers, namespace, ...heldAt(scope.asOf, now), Number(scope.includeUntrusted))
		.filter(([, , ofSession]) => session === undefined || ofSession === session)
		.map((row) => toMatch(row, held.get(Number(row[0]))!, times));
}

function toMatch(
	[memory, id, session, turn, length, validFrom]: readonly SQLOutputValue[],
	held: Float64Array,
	times: readonly TimeWord[],
): Match {
	return {
		id: String(id),
		memory: Number(memory),
		session: session === null ? undefined : Number(session),
		turn: Number(turn ?? 0),
		length: Number(length),
		times: withNearness(held, times, String(validFrom)),
	};
}

const besideSql = `SELECT memory.number, memory.id, memory.session, memory.turn, memory.terms, memory.valid_from FROM json_each(?) AS asked
	CROSS JOIN memory ON memory.session = asked.value ->> 0 AND memory.turn = asked.value ->> 1
	WHERE memory.namespace = ? AND ${holds} AND (? OR trust <> 'untrusted')`;

/** The turns at these places, none of which holds a word of the question. */
function readBeside(
	database: DatabaseSync,
	namespace: number,
	places: ReadonlyArray<readonly [number, number]>,
	words: number,
	times: readonly TimeWord[],
	scope: SearchScope,
	now: string,
): Match[] {
	return preparedRows(database, besideSql)
		.all(JSON.stringify(places), namespace, ...heldAt(scope.asOf, now), Number(scope.includeUntrusted))
		.map((row) => toMatch(row, new Float64Array(words), times));
}

export function findSession(database: DatabaseSync, namespace: number, name: string): number | undefined {
	const row = prepared(database, 'SELECT number FROM session WHERE namespace = ? AND name = ?').get(namespace, encodeText(name));
	return row && Number(row['number']);
}

function readSizes(database: DatabaseSync, namespace: Row, matches: readonly Match[]): Sizes {
	const number = Number(namespace['number']);
	const memories = Number(namespace['memories']);
	const all = prepared(
		database,
		'SELECT count(*) AS sessions, coalesce(sum(memories), 0) AS memories FROM session WHERE namespace = ?',
	).get(number) as Row;
	const asked = [...new Set(matches.flatMap(({ session }) => (session === undefined ? [] : [session])))];
	const rows = prepared(
		database,
		'SELECT number, terms, memories FROM json_each(?) AS asked CROSS JOIN session ON number = asked.value',
	).all(JSON.stringify(asked));
	return {
		memories,
		terms: Number(namespace['terms']),
		sessions: Number(all['sessions']) + memories - Number(all['memories']),
		sessionTerms: new Map(rows.map((row) => [Number(row['number']), Number(row['terms'])])),
		sessionMemories: new Map(rows.map((row) => [Number(row['number']), Number(row['memories'])])),
	};
}
