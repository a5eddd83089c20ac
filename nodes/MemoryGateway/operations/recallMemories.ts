import type { IDataObject } from 'n8n-workflow';
import { checkInput, z } from '../../engine/checkInput';
import { recall } from '../../engine/memory/recall';
import { fenceMemories } from '../../engine/prompts/fenceMemories';
import { readName } from './readName';
import { readTime } from './readTime';
import type { Operation } from './operation';

const optionsSchema = z.object({
	asOf: z.unknown().optional(),
	includeUntrusted: z.boolean().default(false),
	session: z.string().optional(),
	tokenBudget: z.coerce.number().int().min(1).optional(),
});

/** Finds memories about a question; `text` holds them fenced, ready for a prompt. */
export const recallMemories: Operation = async ({ store, namespace, read, signal }) => {
	const { asOf, session, tokenBudget, includeUntrusted } = checkInput(optionsSchema, read('options') || {}, 'Options');
	const request = {
		namespace,
		query: readName(read('query'), 'Query'),
		limit: checkInput(z.coerce.number().int().min(1).max(100), read('limit'), 'Limit'),
		includeUntrusted,
		...readTime(asOf, 'asOf', 'As Of'),
		...(session !== undefined && session !== '' && { session }),
		...(tokenBudget !== undefined && { tokenBudget }),
	};
	const recalled = await recall(store, request, signal);
	return { query: request.query, text: fenceMemories(recalled.memories), ...recalled } as unknown as IDataObject;
};
