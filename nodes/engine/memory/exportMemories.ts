import { anyObject, describeIssue, z } from '../checkInput';
import { InvalidInputError } from '../errors';
import type { Memory } from './memory';
import type { MemoryStore } from './stores';

const FORMAT = 'shadow-clones-memory';
const VERSION = 1;
const PAGE = 500;

/** Times are compared as texts, so they are kept in one form. */
const time = z.iso
	.datetime({ offset: true, abort: true, error: 'not a time such as 2026-01-31T12:00:00.000Z' })
	.transform((text) => new Date(text).toISOString());
const memorySchema = z.object({
	id: z.string().min(1),
	text: z.string(),
	trust: z.enum(['user', 'agent', 'untrusted']),
	source: z.string().optional(),
	author: z.string().optional(),
	session: z.string().optional(),
	turn: z.number().int().optional(),
	subject: z.string().optional(),
	metadata: anyObject.optional(),
	recordedAt: time,
	validFrom: time,
	validTo: time.optional(),
	supersededBy: z.string().optional(),
	count: z.number().int().min(1),
	lastSeenAt: time,
});

/** Every memory of a namespace, past ones too, as JSON lines in the order of remembering; the first line says what this is. Links between near duplicates are found again on import. */
export async function exportMemories(
	store: MemoryStore,
	namespace: string,
	signal: AbortSignal,
): Promise<{ readonly lines: string; readonly memories: number }> {
	const lines = [JSON.stringify({ format: FORMAT, version: VERSION, namespace })];
	let after: string | undefined;
	do {
		const page = await store.list(namespace, {}, { limit: PAGE, includePast: true, ...(after !== undefined && { after }) }, signal);
		for (const { namespace: _, nearDuplicates: __, ...memory } of page.memories) lines.push(JSON.stringify(memory));
		after = page.next;
	} while (after !== undefined);
	return { lines: `${lines.join('\n')}\n`, memories: lines.length - 1 };
}

/**
 * Puts an export into a namespace, which may have another name than it had; memories that are there already are left alone, so that the same again changes nothing.
 *
 * @throws InvalidInputError naming the first line that cannot be read, before anything is kept.
 */
export async function importMemories(
	store: MemoryStore,
	namespace: string,
	lines: string,
	signal: AbortSignal,
): Promise<{ readonly read: number; readonly added: number }> {
	const [head, ...rest] = lines
		.split(/\r?\n/)
		.map((line, index) => ({ line, number: index + 1 }))
		.filter(({ line }) => line.trim() !== '');
	const { format, version } = (head === undefined ? {} : parse(head.line, head.number)) as { format?: unknown; version?: unknown };
	if (format !== FORMAT)
		throw new InvalidInputError(
			'Line 1 is not the first line of an export',
			'Use the whole text that Export returned, including its first line.',
			'Lines',
		);
	if (version !== VERSION)
		throw new InvalidInputError(
			`The export has version ${JSON.stringify(version)}, and this package reads version ${VERSION}`,
			'Update n8n-nodes-shadow-clones.',
			'Lines',
		);
	const memories = rest.map(({ line, number }) => readMemory(namespace, line, number));
	return { read: memories.length, added: await store.restore(namespace, memories, signal) };
}

function readMemory(namespace: string, line: string, number: number): Memory {
	const parsed = memorySchema.safeParse(parse(line, number));
	if (parsed.success) return { ...(parsed.data as Omit<Memory, 'namespace' | 'nearDuplicates'>), namespace, nearDuplicates: [] };
	const [issue] = parsed.error.issues;
	throw new InvalidInputError(
		`Line ${number} is not a memory: ${issue?.path.join('.')}: ${describeIssue(issue)}`,
		'Correct or remove the line; nothing was imported.',
		'Lines',
	);
}

function parse(line: string, number: number): unknown {
	try {
		return JSON.parse(line);
	} catch (error) {
		throw new InvalidInputError(
			`Line ${number} cannot be read as JSON: ${(error as Error).message}`,
			'Correct or remove the line; nothing was imported.',
			'Lines',
		);
	}
}
