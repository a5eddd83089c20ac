import type { Memory } from '../../memory';
import { readTerms } from '../../text/readTerms';
import { identifyById, identifyRestored } from '../identify';
import type { Query } from './query';
import { encodeOptional, encodeText, hashName } from './encodeText';
import { indexTerms } from './indexTerms';
import { linkNearDuplicates } from './nearDuplicates';
import { ensureNamespace } from './remember';

/** Puts back memories as they were exported, in their order; those whose id is there already are left alone. Tells how many were new. */
export async function restore(query: Query, namespaceName: string, memories: readonly Memory[]): Promise<number> {
	const namespace = await ensureNamespace(query, namespaceName);
	let restored = 0;
	for (const memory of memories) if (await restoreOne(query, namespace, memory)) restored++;
	return restored;
}

async function restoreOne(query: Query, namespace: number, memory: Memory): Promise<boolean> {
	const [known] = await query('SELECT 1 FROM shadow_clones.memory WHERE namespace = $1 AND id = $2', [namespace, encodeText(memory.id)]);
	if (known) return false;
	const terms = readTerms(memory.text);
	const session = memory.session === undefined ? null : await placeInSession(query, namespace, memory, terms.length);
	const [row] = await query(
		`INSERT INTO shadow_clones.memory
			(namespace, id, identity, text, trust, source, author, session, turn, subject, subject_hash, metadata, recorded_at, valid_from, valid_to, superseded_by, count, last_seen_at, terms)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) RETURNING number`,
		[
			...[
				namespace,
				encodeText(memory.id),
				await identityOf(query, namespace, memory),
				encodeText(memory.text),
				memory.trust,
				encodeOptional(memory.source),
				encodeOptional(memory.author),
			],
			...[session, memory.turn ?? null, encodeOptional(memory.subject), memory.subject === undefined ? null : hashName(memory.subject)],
			...[
				encodeOptional(memory.metadata && JSON.stringify(memory.metadata)),
				memory.recordedAt,
				memory.validFrom,
				memory.validTo ?? null,
				encodeOptional(memory.supersededBy),
			],
			...[memory.count, memory.lastSeenAt, terms.length],
		],
	);
	const number = Number(row?.['number']);
	await query('UPDATE shadow_clones.namespace SET memories = memories + 1, terms = terms + $2 WHERE number = $1', [
		namespace,
		terms.length,
	]);
	await linkNearDuplicates(query, namespace, number, terms);
	await indexTerms(query, namespace, number, terms);
	return true;
}

async function identityOf(query: Query, namespace: number, memory: Memory): Promise<Uint8Array> {
	const identity = identifyRestored(memory);
	const [taken] = await query('SELECT 1 FROM shadow_clones.memory WHERE namespace = $1 AND identity = $2 AND superseded_by IS NULL', [
		namespace,
		identity,
	]);
	return taken ? identifyById(memory.id) : identity;
}

async function placeInSession(query: Query, namespace: number, { session = '', turn }: Memory, terms: number): Promise<number> {
	const [row] = await query(
		`INSERT INTO shadow_clones.session AS known (namespace, name_hash, name, memories, terms, turns) VALUES ($1, $2, $3, 1, $4, $5)
		ON CONFLICT (namespace, name_hash) DO UPDATE SET memories = known.memories + 1, terms = known.terms + excluded.terms, turns = greatest(known.turns, excluded.turns) RETURNING number`,
		[namespace, hashName(session), encodeText(session), terms, turn ?? 1],
	);
	return Number(row?.['number']);
}
