import type { OpenAI } from 'openai';
import { z } from '../checkInput';
import { passOn } from './askOnce';
import type { RequestHeaders } from './endpoint';
import { FailedAttempt } from './failedAttempt';
import { readPooled } from './readPooled';

const rerankSchema = z.object({ results: z.array(z.object({ index: z.number().int().min(0), relevance_score: z.number() })) });
const scoreSchema = z.object({ data: z.array(z.object({ index: z.number().int().min(0), score: z.number() })) });

/**
 * Asks how well each text answers the query, in the order of the texts; what the numbers mean is the model's own business, more is better.
 *
 * Where the server has no `/rerank`, `/score` is asked.
 *
 * @throws FailedAttempt however it goes wrong.
 */
export async function rankTexts(
	client: OpenAI,
	model: string,
	query: string,
	texts: readonly string[],
	signal: AbortSignal,
	headers: RequestHeaders = {},
): Promise<readonly number[]> {
	const ask = async (path: string, body: object) =>
		await client.post(path, { body, ...passOn({ signal, stream: false, headers }) }).asResponse();
	try {
		const response = await ask('/rerank', { model, query, documents: texts, top_n: texts.length });
		return await readPooled(response, rerankSchema, texts.length, ({ results }) =>
			results.map(({ index, relevance_score: score }) => [index, score] as const),
		);
	} catch (error) {
		if (!(error instanceof FailedAttempt) || error.failure.kind !== 'refused' || ![404, 405].includes(error.failure.status)) throw error;
	}
	const response = await ask('/score', { model, text_1: query, text_2: texts });
	return await readPooled(response, scoreSchema, texts.length, ({ data }) => data.map(({ index, score }) => [index, score] as const));
}
