import type { Readable } from 'node:stream';
import type { OpenAI } from 'openai';
import type { ChatAnswer, RequestHeaders } from './endpoint';
import type { Attempt } from './openTransport';
import { readAnswer } from './reading/readAnswer';
import { readStream } from './reading/readStream';
import { takeAnswer, type Question } from './takeAnswer';

export interface OneRequest extends Question {
	readonly client: OpenAI;
	/** The request in the OpenAI API's words. */
	readonly body: Readonly<Record<string, unknown>>;
	readonly signal: AbortSignal;
	/** The head of an answer is there. */
	readonly onHead: () => void;
	readonly headers?: RequestHeaders;
}

/**
 * Sends one request and reads its answer.
 *
 * @throws FailedAttempt however it goes wrong; when `signal` was aborted, what is thrown means nothing.
 */
export async function askOnce(one: OneRequest): Promise<Omit<ChatAnswer, 'attempts'>> {
	const { client, body, stream, signal, onHead, headers } = one;
	return await takeAnswer(one, async (asked, onPiece) => {
		const attempt: Attempt = { signal, stream, onHead, ...(headers === undefined ? {} : { headers }) };
		const response = await client.post('/chat/completions', { body, ...passOn(attempt) }).asResponse();
		return response.body === null
			? readAnswer(await response.text(), asked)
			: await readStream(response.body as unknown as Readable, asked, onPiece);
	});
}

/** The way through the `openai` package to the fetch of ours: what stands in `fetchOptions` is handed on to it. */
export function passOn(attempt: Attempt): { fetchOptions: Exclude<OpenAI.RequestOptions['fetchOptions'], undefined> } {
	return { fetchOptions: { attempt } as object };
}
