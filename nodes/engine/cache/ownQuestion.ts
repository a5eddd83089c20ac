import { z } from '../checkInput';
import { hashOf } from '../hashOf';

/** What is kept of an answer to a question in somebody's own words, rather than to the exact request of a clone. */
export interface OwnAnswer {
	readonly question: string;
	/** A text, or any JSON. */
	readonly answer: unknown;
	/** Every model that took part in it; absent where that is not known, as of answers of earlier versions. */
	readonly models?: readonly string[];
}

const ownAnswerSchema = z.object({ question: z.string(), answer: z.unknown(), models: z.array(z.string()).optional().catch(undefined) });

/**
 * The key of a question in exactly these words, upper and lower case included; spaces around it do not count.
 *
 * It can never be the key of what a clone was asked.
 */
export function ownQuestionKey(question: string): string {
	return hashOf({ ownQuestion: question.trim() });
}

/** Undefined where the record holds something else. */
export function readOwnAnswer(value: unknown): OwnAnswer | undefined {
	const parsed = ownAnswerSchema.safeParse(value);
	if (!parsed.success) return undefined;
	const { question, answer, models } = parsed.data;
	return { question, answer, ...(models === undefined || models.length === 0 ? {} : { models }) };
}
