import { z } from '../../checkInput';
import type { ChatAnswer } from '../../endpoint/endpoint';
import { normaliseText } from '../../finalAnswer/normaliseText';
import type { Ask } from '../../judging/askBetter';
import { parseJson } from '../../parseJson';
import type { Fence } from '../../prompts/fence';
import { sameAnswersPrompt, sameAnswersSystemPrompt } from '../../prompts/sameAnswers';
import type { Entrant } from './entrants';

/** What a model can keep apart in one question. */
const MOST_TEXTS = 24;
const MOST_CHARACTERS = 2000;

export const groupsSchema = {
	type: 'object',
	properties: { groups: { type: 'array', items: { type: 'array', items: { type: 'integer' } } } },
	required: ['groups'],
	additionalProperties: false,
} as const;

const replySchema = z.object({ groups: z.array(z.array(z.coerce.number().int())) });

/** The group of each entrant, in their order; undefined for one that was not shown. */
export type Groups = ReadonlyArray<number | undefined>;

/**
 * Has a model say which answers say the same, after semantic entropy (Kuhn et al., 2023) and Universal Self-Consistency (Chen et al., 2023).
 *
 * One question, whatever the number of answers: the first 24 different ones are shown. An answer that the model does not name stands alone. Undefined where its reply cannot be read.
 *
 * @throws what `ask` throws.
 */
export async function groupSame(entrants: readonly Entrant[], task: string, fence: Fence, ask: Ask): Promise<Groups | undefined> {
	const keys = entrants.map(({ text }) => (text.length > MOST_CHARACTERS ? text : (normaliseText(text) ?? text)));
	const shown = [...new Set(keys)].slice(0, MOST_TEXTS);
	if (shown.length === 1) return entrants.map(() => 0);
	const texts = shown.map((key) => (entrants[keys.indexOf(key)] as Entrant).text.slice(0, MOST_CHARACTERS));
	const answer = await ask(
		[
			{ role: 'system', content: sameAnswersSystemPrompt(fence) },
			{ role: 'user', content: sameAnswersPrompt(task, texts, fence) },
		],
		groupsSchema,
	);
	const groups = readGroups(answer, shown.length);
	return groups && keys.map((key) => (shown.includes(key) ? groups[shown.indexOf(key)] : undefined));
}

/** The first group that names an answer counts. */
function readGroups(answer: ChatAnswer, count: number): readonly number[] | undefined {
	const parsed = replySchema.safeParse(parseJson(answer.text)?.value);
	if (!parsed.success || !parsed.data.groups.flat().some((named) => named >= 1 && named <= count)) return undefined;
	return Array.from({ length: count }, (_, place) => {
		const group = parsed.data.groups.findIndex((each) => each.includes(place + 1));
		return group >= 0 ? group : parsed.data.groups.length + place;
	});
}
