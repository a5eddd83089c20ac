import type { IDataObject } from 'n8n-workflow';
import { checkInput, z } from '../../engine/checkInput';
import { recall, type Recall, type RecallHelp, type RecallRequest } from '../../engine/memory/recall';
import { fenceMemories } from '../../engine/prompts/fenceMemories';
import { isEmpty } from '../../shared/isEmpty';
import { fieldOf, readChoice } from '../../shared/readChoice';
import { readLocator } from '../../shared/readLocator';
import { withPatience } from '../../shared/withPatience';
import { readName } from './readName';
import { readTime } from './readTime';
import { toMemoryItem, toSearch } from './toMemoryItem';
import { toToolItem } from './toToolItem';
import { PATIENCE_MS, type Models, type Operation } from './operation';
import { checkOptions } from '../../shared/checkOptions';
import { optionFields } from '../fields/optionFields';
import { outputFields } from '../fields/outputFields';

const DEFAULT_LIMIT = 10;

const optionsSchema = z.object({
	asOf: z.unknown().optional(),
	includeUntrusted: z.boolean().default(false),
	session: z.string().optional(),
	rerankingModel: z.unknown().optional(),
	tokenBudget: z.coerce.number().int().min(1).optional(),
});

/** Finds memories about a question: one item each, or all of them fenced in one text, ready for a prompt. */
export const recallMemories: Operation = async ({ store, namespace, read, openModels, isTool, warn, tell, signal }) => {
	const { asOf, session, tokenBudget, includeUntrusted, rerankingModel } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const output = readChoice(z.enum(['items', 'prompt']), read('output'), fieldOf(outputFields, 'output'));
	const request = {
		namespace,
		query: readName(read('query'), 'Query'),
		limit: checkInput(z.coerce.number().int().min(1).max(100), isEmpty(read('limit')) ? DEFAULT_LIMIT : read('limit'), 'Limit'),
		includeUntrusted,
		...readTime(asOf, 'asOf', 'As Of'),
		...(session !== undefined && session !== '' && { session }),
		...(tokenBudget !== undefined && { tokenBudget }),
	};
	const models = await openModels();
	const recalled = await recall(store, request, signal, models && helpOf(models, String(readLocator(rerankingModel) ?? '').trim(), signal));
	for (const note of recalled.notes) warn(note);
	if (isTool) return [toToolItem(recalled.memories, read)];
	if (output === 'prompt') return [toPromptItem(request.query, recalled)];
	if (recalled.memories.length === 0) tell(describeNothing(request, recalled));
	return recalled.memories.map((memory) => toMemoryItem(memory, toSearch(recalled)));
};

/** Names what is set that may have left out what is there. */
function describeNothing({ namespace, session, asOf, includeUntrusted, tokenBudget }: RecallRequest, { skipped }: Recall): string {
	const found = skipped.overBudget;
	const conditions = [
		...(session === undefined ? [] : [`Session is "${session}"`]),
		...(asOf === undefined ? [] : [`As Of is ${asOf}`]),
		...(includeUntrusted ? [] : ['Include Untrusted is off']),
	];
	const what =
		found > 0
			? `${found === 1 ? 'The one memory' : `Each of the ${found} memories`} found in namespace "${namespace}" is longer than the Token Budget of ${tokenBudget}, so there are no items.`
			: `Nothing was found in namespace "${namespace}"${conditions.length === 0 ? '' : `, where ${conditions.join(' and ')}`}, so there are no items.`;
	return `${what} To continue anyway, set Output to One Text for a Prompt, or switch on Always Output Data in Settings.`;
}

function helpOf({ endpoint, embeddingModel }: Models, rerankingModel: string, signal: AbortSignal): RecallHelp {
	const patiently = async <Result>(work: (patient: AbortSignal) => Promise<Result>) => await withPatience(signal, PATIENCE_MS, work);
	return {
		embedding: {
			model: embeddingModel,
			embed: async (texts) => await patiently(async (patient) => await endpoint.embed(embeddingModel, texts, patient)),
		},
		...(rerankingModel !== '' && {
			reranking: {
				rank: async (query, texts) => await patiently(async (patient) => await endpoint.rank(rerankingModel, query, texts, patient)),
			},
		}),
	};
}

/** There is always one, so that what follows runs even where nothing is known yet. */
function toPromptItem(query: string, recalled: Recall): IDataObject {
	const memories = recalled.memories.map((memory) => toMemoryItem(memory));
	return {
		text: fenceMemories(recalled.memories),
		memories: memories.length,
		details: { query, ...(memories.length === 0 ? {} : { memories }), search: toSearch(recalled) },
	};
}
