import type { OpenAI } from 'openai';
import { z } from '../checkInput';
import { passOn } from './askOnce';
import type { RequestHeaders } from './endpoint';
import { FailedAttempt } from './failedAttempt';
import { readPooled } from './readPooled';

const answerSchema = z.object({ data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()).min(1) })) });

/**
 * Asks for the vectors of some texts, in their order, all of one length.
 *
 * @throws FailedAttempt however it goes wrong.
 */
export async function embedTexts(
	client: OpenAI,
	model: string,
	texts: readonly string[],
	signal: AbortSignal,
	headers: RequestHeaders = {},
): Promise<readonly (readonly number[])[]> {
	const body = { model, input: texts, encoding_format: 'float' };
	const response = await client.post('/embeddings', { body, ...passOn({ signal, stream: false, headers }) }).asResponse();
	const vectors = await readPooled(response, answerSchema, texts.length, ({ data }) =>
		data.map(({ index, embedding }) => [index, embedding] as const),
	);
	if (new Set(vectors.map(({ length }) => length)).size > 1)
		throw new FailedAttempt({ kind: 'nonsense', shape: 'otherJson', body: 'vectors of different lengths' });
	return vectors;
}
