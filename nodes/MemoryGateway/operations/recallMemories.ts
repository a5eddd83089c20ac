import type { IDataObject } from 'n8n-workflow';
import { checkInput, z } from '../../engine/checkInput';
import { recall } from '../../engine/memory/recall';
import { fenceMemories } from '../../engine/prompts/fenceMemories';
import { readName } from './readName';
import { readTime } from './readTime';
import type { Operation } from './operation';
import { withPatience } from '../../shared/withPatience';

const optionsSchema = z.object({
	asOf: z.unknown().optional(),
	includeUntrusted: z.boolean().default(false),
	session: z.string().optional(),
	rerankingModel: z.string().default(''),
	tokenBudget: z.coerce.number().int().min(1).optional(),
});

/** Finds memories about a question; `text` holds them fenced, ready for a prompt, and is all that a model gets that uses the node as a tool. */
export const recallMemories: Operation = async ({ store, namespace, read, openModels, isTool, warn, signal }) => {
	const { asOf, session, tokenBudget, includeUntrusted, rerankingModel } = checkInput(optionsSchema, read('options') || {}, 'Options');
	const request = {
		namespace,
		query: readName(read('query'), 'Query'),
		limit: checkInput(z.coerce.number().int().min(1).max(100), read('limit'), 'Limit'),
		includeUntrusted,
		...readTime(asOf, 'asOf', 'As Of'),
		...(session !== undefined && session !== '' && { session }),
		...(tokenBudget !== undefined && { tokenBudget }),
	};
	const models = await openModels();
	const help = models && {
		embedding: {
			model: models.embeddingModel,
			embed: async (texts: readonly string[]) =>
				await withPatience(signal, async (patient) => await models.endpoint.embed(models.embeddingModel, texts, patient)),
		},
		...(rerankingModel !== '' && {
			reranking: {
				rank: async (query: string, texts: readonly string[]) =>
					await withPatience(signal, async (patient) => await models.endpoint.rank(rerankingModel, query, texts, patient)),
			},
		}),
	};
	const recalled = await recall(store, request, signal, help);
	for (const note of recalled.notes) warn(note);
	if (isTool) return { text: fenceMemories(recalled.memories) };
	return { query: request.query, text: fenceMemories(recalled.memories), ...recalled } as unknown as IDataObject;
};
