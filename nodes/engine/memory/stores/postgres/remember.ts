import { randomUUID } from 'node:crypto';
import type { NewMemory, Remembered } from '../../memory';
import { readTerms } from '../../text/readTerms';
import { identify } from '../identify';
import { toStored } from '../toMemory';
import type { Query, Row } from './query';
import { decodeText, encodeOptional, encodeText, hashName } from './encodeText';
import { indexTerms } from './indexTerms';
import { linkNearDuplicates } from './nearDuplicates';

interface Place {
	readonly namespace: number;
	readonly now: string;
}

/** Keeps the entries in their order; the caller holds the transaction and the namespace's lock. */
export async function remember(query: Query, namespaceName: string, entries: readonly NewMemory[], now: string): Promise<Remembered[]> {
	const place = { namespace: await ensureNamespace(query, namespaceName), now };
	const remembered: Remembered[] = [];
	for (const entry of entries) remembered.push(await rememberOne(query, place, entry));
	return remembered;
}

export async function ensureNamespace(query: Query, name: string): Promise<number> {
	const known = await findNamespace(query, name);
	if (known !== undefined) return Number(known['number']);
	const [made] = await query('INSERT INTO shadow_clones.namespace (name_hash, name) VALUES ($1, $2) RETURNING number', [
		hashName(name),
		encodeText(name),
	]);
	return Number(made?.['number']);
}

export async function findNamespace(query: Query, name: string): Promise<Row | undefined> {
	return (await query('SELECT number, memories, terms FROM shadow_clones.namespace WHERE name_hash = $1', [hashName(name)]))[0];
}

async function rememberOne(query: Query, place: Place, entry: NewMemory): Promise<Remembered> {
	const repeated = await findRepeated(query, place, entry);
	if (repeated) return { ...(await toRemembered(query, repeated, 'repeated')), stored: toStored(repeated, decodeText) };
	const identity = identify(entry);
	const [same] = await query(
		`UPDATE shadow_clones.memory SET count = count + 1, last_seen_at = greatest(last_seen_at, $3) WHERE namespace = $1 AND identity = $2 AND superseded_by IS NULL RETURNING number, id, count`,
		[place.namespace, identity, place.now],
	);
	if (same) {
		await keepKey(query, place, entry, Number(same['number']));
		return await toRemembered(query, same, 'counted');
	}
	return await insert(query, place, entry, identity);
}

async function insert(query: Query, place: Place, entry: NewMemory, identity: Uint8Array): Promise<Remembered> {
	const id = randomUUID();
	const terms = readTerms(entry.text);
	const now = entry.validFrom === undefined ? await notBefore(query, place, entry.subject) : place.now;
	const validFrom = entry.validFrom ?? now;
	const { supersedes, successor } = await supersede(query, place, entry, id, validFrom);
	const session = entry.session === undefined ? undefined : await nextTurn(query, place.namespace, entry.session, terms.length);
	const [row] = await query(
		`INSERT INTO shadow_clones.memory (namespace, id, identity, text, trust, source, author, session, turn, subject, subject_hash, metadata, recorded_at, valid_from, valid_to, superseded_by, last_seen_at, terms)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING number`,
		[
			...[
				place.namespace,
				id,
				identity,
				encodeText(entry.text),
				entry.trust,
				encodeOptional(entry.source),
				encodeOptional(entry.author),
				session?.number ?? null,
				session?.turn ?? null,
			],
			...[
				encodeOptional(entry.subject),
				entry.subject === undefined ? null : hashName(entry.subject),
				encodeOptional(entry.metadata && JSON.stringify(entry.metadata)),
				now,
				validFrom,
			],
			...[earlier(entry.validTo, successor?.validFrom) ?? null, encodeOptional(successor?.id), place.now, terms.length],
		],
	);
	const number = Number(row?.['number']);
	await query('UPDATE shadow_clones.namespace SET memories = memories + 1, terms = terms + $2 WHERE number = $1', [
		place.namespace,
		terms.length,
	]);
	const nearDuplicates = await linkNearDuplicates(query, place.namespace, number, terms);
	await indexTerms(query, place.namespace, number, terms);
	if (entry.embedding) await keepEmbedding(query, place.namespace, number, entry.embedding.model, entry.embedding.vector);
	await keepKey(query, place, entry, number);
	return { id, outcome: 'new', count: 1, supersedes, nearDuplicates };
}

/** Now, or when the last fact of the subject was remembered: the order of remembering counts, not a clock that was set back or goes apart on another host. */
async function notBefore(query: Query, { namespace, now }: Place, subject: string | undefined): Promise<string> {
	if (subject === undefined) return now;
	const [row] = await query(
		'SELECT max(recorded_at) AS last FROM shadow_clones.memory WHERE namespace = $1 AND subject_hash = $2 AND valid_from = recorded_at',
		[namespace, hashName(subject)],
	);
	const last = row?.['last'];
	return typeof last === 'string' && last > now ? last : now;
}

/** Facts of one subject follow each other by the time from which they are said to hold; those that are not, in the order of remembering. */
async function supersede(query: Query, { namespace }: Place, entry: NewMemory, id: string, validFrom: string) {
	if (entry.subject === undefined) return { supersedes: [], successor: undefined };
	const place = [namespace, hashName(entry.subject), validFrom];
	const older = await query(
		`UPDATE shadow_clones.memory SET superseded_by = $4, valid_to = $3 WHERE namespace = $1 AND subject_hash = $2 AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3) RETURNING number, id`,
		[...place, id],
	);
	const [next] = await query(
		'SELECT id, valid_from FROM shadow_clones.memory WHERE namespace = $1 AND subject_hash = $2 AND valid_from > $3 ORDER BY valid_from, number LIMIT 1',
		place,
	);
	const supersedes = older.sort((left, right) => Number(left['number']) - Number(right['number'])).map((row) => decodeText(row['id']));
	return { supersedes, successor: next && { id: decodeText(next['id']), validFrom: String(next['valid_from']) } };
}

async function nextTurn(query: Query, namespace: number, name: string, terms: number): Promise<{ number: number; turn: number }> {
	const [row] = await query(
		`INSERT INTO shadow_clones.session AS known (namespace, name_hash, name, memories, terms, turns) VALUES ($1, $2, $3, 1, $4, 1)
		ON CONFLICT (namespace, name_hash) DO UPDATE SET memories = known.memories + 1, terms = known.terms + excluded.terms, turns = known.turns + 1 RETURNING number, turns`,
		[namespace, hashName(name), encodeText(name), terms],
	);
	return { number: Number(row?.['number']), turn: Number(row?.['turns']) };
}

export async function keepEmbedding(
	query: Query,
	namespace: number,
	memory: number,
	model: string,
	vector: readonly number[],
): Promise<number> {
	const sql =
		'INSERT INTO shadow_clones.embedding (memory, model_hash, namespace, vector) VALUES ($1, $2, $3, $4) ON CONFLICT (memory, model_hash) DO NOTHING RETURNING memory';
	return (await query(sql, [memory, hashName(model), namespace, [...vector]])).length;
}

async function findRepeated(query: Query, { namespace }: Place, { idempotencyKey }: NewMemory): Promise<Row | undefined> {
	if (idempotencyKey === undefined) return undefined;
	const sql =
		'SELECT number, id, count, text, trust FROM shadow_clones.idempotency JOIN shadow_clones.memory ON memory.number = idempotency.memory WHERE idempotency.namespace = $1 AND key_hash = $2';
	return (await query(sql, [namespace, hashName(idempotencyKey)]))[0];
}

async function keepKey(query: Query, { namespace }: Place, { idempotencyKey }: NewMemory, memory: number): Promise<void> {
	if (idempotencyKey === undefined) return;
	await query('INSERT INTO shadow_clones.idempotency (namespace, key_hash, memory) VALUES ($1, $2, $3)', [
		namespace,
		hashName(idempotencyKey),
		memory,
	]);
}

async function toRemembered(query: Query, row: Row, outcome: 'counted' | 'repeated'): Promise<Remembered> {
	const near = await query(
		'SELECT id FROM shadow_clones.near_duplicate JOIN shadow_clones.memory ON memory.number = other WHERE near_duplicate.memory = $1 ORDER BY memory.number',
		[Number(row['number'])],
	);
	return {
		id: decodeText(row['id']),
		outcome,
		count: Number(row['count']),
		supersedes: [],
		nearDuplicates: near.map(({ id }) => decodeText(id)),
	};
}

function earlier(one: string | undefined, other: string | undefined): string | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return one < other ? one : other;
}

/** Adds vectors to memories that have none of this model; tells how many it added. */
export async function embedMemories(
	query: Query,
	namespaceName: string,
	model: string,
	vectors: ReadonlyArray<{ readonly id: string; readonly vector: readonly number[] }>,
): Promise<number> {
	const namespace = await findNamespace(query, namespaceName);
	if (namespace === undefined) return 0;
	let added = 0;
	for (const { id, vector } of vectors) {
		const [row] = await query('SELECT number FROM shadow_clones.memory WHERE namespace = $1 AND id = $2', [
			Number(namespace['number']),
			encodeText(id),
		]);
		if (row) added += await keepEmbedding(query, Number(namespace['number']), Number(row['number']), model, vector);
	}
	return added;
}
