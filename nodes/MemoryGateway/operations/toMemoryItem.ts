import type { IDataObject } from 'n8n-workflow';
import type { Memory } from '../../engine/memory/memory';
import type { Recall, RecalledMemory } from '../../engine/memory/recall';

/** A memory as an item: its text, who said it and when, and everything else under `details`. Nothing empty is there. */
export function toMemoryItem(memory: Memory | RecalledMemory, search?: IDataObject): IDataObject {
	const { text, id, trust, author, source, subject, recordedAt: createdAt, validFrom, rank, ...rest } = { rank: undefined, ...memory };
	const details = withoutEmpty({ ...rest, search });
	return withoutEmpty({ text, rank, id, trust, author, source, subject, createdAt, validFrom, details });
}

/** How it was searched, for the details of what was found. */
export function toSearch({ mode, reranked, skipped, estimatedTokens, notes }: Recall): IDataObject {
	return withoutEmpty({ mode, reranked, ...skipped, estimatedTokens, notes: [...notes] });
}

function withoutEmpty(fields: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
	return value === undefined || value === null || value === '';
}
