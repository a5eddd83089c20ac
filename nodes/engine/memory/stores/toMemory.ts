import type { Memory, Trust } from '../memory';

/** A text as the store keeps it, back to what was said. */
export type DecodeText = (value: unknown) => string;

/** A memory of its row; both stores name their columns alike. `near` holds the ids of those that say nearly the same. */
export function toMemory(
	namespace: string,
	row: Readonly<Record<string, unknown>>,
	near: readonly string[],
	decodeText: DecodeText,
): Memory {
	const decodeOptional = (value: unknown) => (value === null || value === undefined ? undefined : decodeText(value));
	const optional = {
		source: decodeOptional(row['source']),
		author: decodeOptional(row['author']),
		session: decodeOptional(row['session']),
		turn: row['turn'] === null ? undefined : Number(row['turn']),
		subject: decodeOptional(row['subject']),
		metadata: row['metadata'] === null ? undefined : (JSON.parse(decodeText(row['metadata'])) as Record<string, unknown>),
		validTo: decodeOptional(row['valid_to']),
		supersededBy: decodeOptional(row['superseded_by']),
	};
	return {
		id: decodeText(row['id']),
		namespace,
		text: decodeText(row['text']),
		trust: String(row['trust']) as Trust,
		...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<Memory>),
		recordedAt: String(row['recorded_at']),
		validFrom: String(row['valid_from']),
		count: Number(row['count']),
		lastSeenAt: String(row['last_seen_at']),
		nearDuplicates: near,
	};
}

/** What is told of a memory to somebody who wanted to remember it again. */
export function toStored(row: Readonly<Record<string, unknown>>, decodeText: DecodeText): Pick<Memory, 'text' | 'trust'> {
	return { text: decodeText(row['text']), trust: String(row['trust']) as Trust };
}
