import { checkInput, z } from '../../engine/checkInput';
import { emptyField } from '../../shared/refuseEmpty';
import type { Selection } from '../../engine/memory/memory';

const selectionSchema = z.object({
	author: z.string().optional(),
	ids: z.union([z.array(z.string()), z.string()]).optional(),
	session: z.string().optional(),
	source: z.string().optional(),
	subject: z.string().optional(),
});

/**
 * Reads which memories are meant. That no condition is empty was seen to before; IDs may still be nothing but commas.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readSelection(value: unknown): Selection {
	const { ids, ...rest } = checkInput(selectionSchema, value || {}, 'Which Memories');
	const list = (typeof ids === 'string' ? ids.split(',') : (ids ?? [])).map((id) => id.trim()).filter((id) => id !== '');
	if (ids !== undefined && list.length === 0) throw emptyField('Memory Names or IDs', 'condition');
	const narrowing = Object.fromEntries(Object.entries(rest).filter(([, each]) => each !== undefined));
	return { ...narrowing, ...(list.length > 0 && { ids: list }) };
}
