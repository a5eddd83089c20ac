import { readQuestion } from '../../text/readQuestion';
import { candidatesOf, expandQuery, feedbackMemories } from '../expandQuery';
import { chooseSearch } from '../chooseSearch';
import { placesBeside, rankTalk } from '../rankTalk';
import { chooseBestOfAll, rankAlone, rankText, rarity, type Match, type Sizes, type Word } from '../rankText';
import type { FoundByText, SearchScope } from '../store';
import { findsWithoutWord, foundByWords, withNearness, wordsOf, type TimeWord } from '../timesInQuestion';
import type { Query, Row } from './query';
import { decodeText, hashName } from './encodeText';
import { anyOf, termOf } from './indexTerms';
import { holdsAt } from './holdsAt';
import { findNamespace } from './remember';
import { boundsOf, ofTime, readTimeWords } from './searchTimes';

/** A word that more memories of a namespace hold tells little; it is left out where there are rarer ones. */
const MOST_HOLDING = 20_000;
/** Those that hold most of the words asked for are ranked; of a larger crowd the rest could not come first. */
const MOST_MATCHES = 5000;
/** Of a word that the best memories lend to a question. */
const MOST_LENT = 2000;
/** So many of a talk's best turns bring along what stands beside them. */
const MOST_BESIDE = 50;
const nothing: FoundByText = { turn: [], window: [], session: [] };

/** Postgres' own full-text index finds, the ranks are the same as those of the embedded store. */
export async function searchText(query: Query, words: string, scope: SearchScope, now: string): Promise<FoundByText> {
	const terms = readQuestion(words);
	if (terms.length === 0) return nothing;
	const namespace = await findNamespace(query, scope.namespace);
	if (namespace === undefined) return nothing;
	const number = Number(namespace['number']);
	const telling = await leaveOutCommon(query, namespace, terms);
	const times = await readTimeWords(query, number, words, scope.asOf ?? now);
	const byWords = await findMatches(query, number, telling, times, scope, now);
	const matches = [...byWords, ...(await findByTime(query, namespace, byWords, times, telling.length, scope, now))];
	if (matches.length === 0) return nothing;
	const sizes = await readSizes(query, namespace, matches);
	const asked = wordsOf(telling, times);
	if ((scope.kind ?? chooseSearch(foundByWords(matches, telling.length), sizes)) === 'talk') {
		const places = placesBeside(matches, rankTalk(matches, sizes, asked), MOST_BESIDE);
		const all = [...matches, ...(await readBeside(query, number, places, telling.length, times, scope, now))];
		return chooseBestOfAll(all, rankTalk(all, sizes, asked), scope.limit);
	}
	if (matches.length === 1) return chooseBestOfAll(matches, rankText(matches, sizes, asked), scope.limit);
	const { matches: found, ranks } = await lookAgain(
		query,
		number,
		[...telling, ...times.map(({ term }) => term)],
		asked,
		matches,
		rankAlone(matches, sizes, asked),
		sizes,
	);
	return chooseBestOfAll(found, ranks, scope.limit);
}

/** Ranks the same matches by the words and times of the question and those that the best of them lend to it. */
async function lookAgain(
	query: Query,
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
	const texts = await query('SELECT number, text FROM shadow_clones.memory WHERE number = ANY($1)', [
		best.map(({ match }) => match.memory),
	]);
	const textOf = new Map(texts.map((row) => [Number(row['number']), decodeText(row['text'])]));
	const candidates = candidatesOf(best.map(({ match, score }) => ({ text: textOf.get(match.memory) ?? '', score })));
	const lent = candidates.map(({ term }) => term).filter((term) => !words.includes(term));
	const holdings = new Map(
		lent.length === 0 ? [] : (await countHolding(query, namespace, lent, MOST_LENT)).map((count, place) => [lent[place]!, count]),
	);
	const holding = (term: string) =>
		holdings.get(term) ??
		asked[words.indexOf(term)]?.holding ??
		matches.reduce((count, { times }) => count + (times[words.indexOf(term)]! > 0 ? 1 : 0), 0);
	const expanded = expandQuery(words, candidates, (term) => rarity(holding(term), sizes.memories));
	const again = await withTimes(
		query,
		namespace,
		matches,
		words,
		expanded.map(({ term }) => term),
	);
	return {
		matches: again,
		ranks: rankText(
			again,
			sizes,
			expanded.map(({ term, weight }) => ({ weight, holding: holding(term) })),
		),
	};
}

async function withTimes(
	query: Query,
	namespace: number,
	matches: readonly Match[],
	words: readonly string[],
	terms: readonly string[],
): Promise<Match[]> {
	const places = terms.map((term) => words.indexOf(term));
	const found = matches.map((match) => ({
		...match,
		times: Float64Array.from(places, (place) => (place === -1 ? 0 : match.times[place]!)),
	}));
	const placeOf = new Map(terms.flatMap((term, place) => (places[place] === -1 ? [[termOf(namespace, term), place] as const] : [])));
	if (placeOf.size === 0) return found;
	const byMemory = new Map(found.map((match) => [match.memory, match]));
	const rows = await query(
		`SELECT found.memory, lexeme.lexeme, cardinality(lexeme.positions) AS times FROM shadow_clones.index_terms AS found, unnest(found.terms) AS lexeme
		WHERE found.memory = ANY($1) AND lexeme.lexeme = ANY($2)`,
		[[...byMemory.keys()], [...placeOf.keys()]],
	);
	for (const { memory, lexeme, times } of rows) byMemory.get(Number(memory))!.times[placeOf.get(String(lexeme))!] = Number(times);
	return found;
}

/** How many memories hold each term; no more than `most` are counted. */
async function countHolding(query: Query, namespace: number, terms: readonly string[], most: number): Promise<number[]> {
	const rows = await query(
		`SELECT (SELECT count(*) FROM (SELECT 1 FROM shadow_clones.index_terms WHERE terms @@ lexeme::tsquery LIMIT $2) AS counted) AS holding FROM unnest($1::text[]) WITH ORDINALITY AS asked (lexeme, place) ORDER BY place`,
		[terms.map((term) => `'${termOf(namespace, term)}'`), most],
	);
	return rows.map(({ holding }) => Number(holding));
}

async function leaveOutCommon(query: Query, namespace: Row, terms: readonly string[]): Promise<readonly string[]> {
	if (Number(namespace['memories']) <= MOST_HOLDING) return terms;
	const holding = await countHolding(query, Number(namespace['number']), terms, MOST_HOLDING + 1);
	const rare = terms.filter((_, place) => holding[place]! <= MOST_HOLDING && holding[place]! > 0);
	return rare.length > 0 ? rare : terms;
}

/** The memories of the times asked for that hold no word of the question. */
async function findByTime(
	query: Query,
	namespace: Row,
	byWords: readonly Match[],
	times: readonly TimeWord[],
	words: number,
	scope: SearchScope,
	now: string,
): Promise<Match[]> {
	const known = new Set(byWords.map(({ memory }) => memory));
	const found: Match[] = [];
	for (const time of times) {
		if (!findsWithoutWord(time, Number(namespace['memories']), byWords.length > 0)) continue;
		const values: unknown[] = [...boundsOf(time), Number(namespace['number']), scope.asOf ?? now, scope.includeUntrusted];
		const inSession = scope.session === undefined ? '' : `AND session.name_hash = $${values.push(hashName(scope.session))}`;
		const rows = await query(
			`SELECT memory.number, memory.id, memory.session, memory.turn, memory.terms, memory.valid_from FROM ${ofTime} LEFT JOIN shadow_clones.session ON session.number = memory.session
			WHERE ${holdsAt(scope)} AND ($5 OR trust <> 'untrusted') ${inSession} ORDER BY memory.number LIMIT ${MOST_MATCHES}`,
			values,
		);
		for (const row of rows) if (!known.has(Number(row['number']))) found.push(toMatch(row, new Float64Array(words), times));
		for (const { memory } of found) known.add(memory);
	}
	return found;
}

async function findMatches(
	query: Query,
	namespace: number,
	terms: readonly string[],
	times: readonly TimeWord[],
	scope: SearchScope,
	now: string,
): Promise<Match[]> {
	const placeOf = new Map(terms.map((term, place) => [termOf(namespace, term), place]));
	const values: unknown[] = [anyOf(namespace, terms), [...placeOf.keys()], namespace, scope.asOf ?? now, scope.includeUntrusted];
	const inSession = scope.session === undefined ? '' : `AND session.name_hash = $${values.push(hashName(scope.session))}`;
	const rows = await query(
		`WITH hit AS MATERIALIZED (
			SELECT found.memory, lexeme.lexeme, cardinality(lexeme.positions) AS times FROM shadow_clones.index_terms AS found, unnest(found.terms) AS lexeme
			WHERE found.terms @@ $1::tsquery AND lexeme.lexeme = ANY($2)
		)
		SELECT memory.number, memory.id, memory.session, memory.turn, memory.terms, memory.valid_from, array_agg(hit.lexeme) AS lexemes, array_agg(hit.times) AS times
		FROM hit JOIN shadow_clones.memory ON memory.number = hit.memory LEFT JOIN shadow_clones.session ON session.number = memory.session
		WHERE memory.namespace = $3 AND ${holdsAt(scope)} AND ($5 OR trust <> 'untrusted') ${inSession}
		GROUP BY memory.number ORDER BY count(*) DESC, memory.number LIMIT ${MOST_MATCHES}`,
		values,
	);
	return rows.map((row) => toMatch(row, timesOf(row, placeOf), times));
}

/** The turns at these places, none of which holds a word of the question. */
async function readBeside(
	query: Query,
	namespace: number,
	places: ReadonlyArray<readonly [number, number]>,
	words: number,
	times: readonly TimeWord[],
	scope: SearchScope,
	now: string,
): Promise<Match[]> {
	if (places.length === 0) return [];
	const rows = await query(
		`SELECT memory.number, memory.id, memory.session, memory.turn, memory.terms, memory.valid_from FROM unnest($1::bigint[], $2::bigint[]) AS asked (session, turn)
		JOIN shadow_clones.memory ON memory.session = asked.session AND memory.turn = asked.turn
		WHERE memory.namespace = $3 AND ${holdsAt(scope)} AND ($5 OR trust <> 'untrusted') ORDER BY memory.number`,
		[places.map(([session]) => session), places.map(([, turn]) => turn), namespace, scope.asOf ?? now, scope.includeUntrusted],
	);
	return rows.map((row) => toMatch(row, new Float64Array(words), times));
}

function timesOf(row: Row, placeOf: ReadonlyMap<string, number>): Float64Array {
	const times = new Float64Array(placeOf.size);
	for (const [index, lexeme] of (row['lexemes'] as string[]).entries())
		times[placeOf.get(lexeme)!] = Number((row['times'] as number[])[index]);
	return times;
}

function toMatch(row: Row, held: Float64Array, times: readonly TimeWord[]): Match {
	return {
		id: decodeText(row['id']),
		memory: Number(row['number']),
		session: row['session'] === null ? undefined : Number(row['session']),
		turn: Number(row['turn'] ?? 0),
		length: Number(row['terms']),
		times: withNearness(held, times, String(row['valid_from'])),
	};
}

async function readSizes(query: Query, namespace: Row, matches: readonly Match[]): Promise<Sizes> {
	const memories = Number(namespace['memories']);
	const asked = [...new Set(matches.flatMap(({ session }) => (session === undefined ? [] : [session])))];
	const [all] = await query(
		'SELECT count(*) AS sessions, coalesce(sum(memories), 0) AS memories FROM shadow_clones.session WHERE namespace = $1',
		[Number(namespace['number'])],
	);
	const rows =
		asked.length === 0 ? [] : await query('SELECT number, terms, memories FROM shadow_clones.session WHERE number = ANY($1)', [asked]);
	return {
		memories,
		terms: Number(namespace['terms']),
		sessions: Number(all?.['sessions']) + memories - Number(all?.['memories']),
		sessionTerms: new Map(rows.map((row) => [Number(row['number']), Number(row['terms'])])),
		sessionMemories: new Map(rows.map((row) => [Number(row['number']), Number(row['memories'])])),
	};
}
