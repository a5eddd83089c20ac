import { createHash } from 'node:crypto';
import type { Memory, NewMemory } from '../memory';

/** Everything that was said counts: the same words from another source, or in another session, are another memory. Only in which run it was said, `run` in the metadata, makes no difference. */
export function identify({ text, source, author, session, subject, trust, validFrom, validTo, metadata }: NewMemory): Uint8Array {
	const said = JSON.stringify(
		[text, source, author, session, subject, trust, validFrom, validTo, withoutRun(metadata)].map((value) => value ?? null),
	);
	return new Uint8Array(createHash('sha256').update(said).digest());
}

function withoutRun(metadata: NewMemory['metadata']): NewMemory['metadata'] {
	if (metadata === undefined || !Object.hasOwn(metadata, 'run')) return metadata;
	const { run: _, ...said } = metadata;
	return Object.keys(said).length === 0 ? undefined : said;
}

/** Of an exported memory, as it was when it was said, so that the same said again counts up. */
export function identifyRestored(memory: Memory): Uint8Array {
	const { validFrom, validTo, ...said } = memory;
	return identify({
		...said,
		...(validFrom !== memory.recordedAt && { validFrom }),
		...(validTo !== undefined && memory.supersededBy === undefined && { validTo }),
	});
}

/** For an exported memory whose identity is taken: its id makes it one of its own. */
export function identifyById(id: string): Uint8Array {
	return new Uint8Array(createHash('sha256').update(`restored ${id}`).digest());
}
