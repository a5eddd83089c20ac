import { checkInput, z } from '../../engine/checkInput';
import type { Selection } from '../../engine/memory/memory';

const selectionSchema = z.object({
	author: z.string().optional(),
	ids: z.union([z.array(z.string()), z.string()]).optional(),
	session: z.string().optional(),
	source: z.string().optional(),
	subject: z.string().optional(),
});

/** Reads which memories are meant; fields that are empty do not narrow. */
export function readSelection(value: unknown): Selection {
	const { ids, ...rest } = checkInput(selectionSchema, value || {}, 'Which Memories');
	const list = (typeof ids === 'string' ? ids.split(',') : (ids ?? [])).map((id) => id.trim()).filter((id) => id !== '');
	const narrowing = Object.fromEntries(Object.entries(rest).filter(([, each]) => each !== undefined && each !== ''));
	return { ...narrowing, ...(list.length > 0 && { ids: list }) };
}
