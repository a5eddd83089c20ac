import type { OpenAI } from 'openai';
import type { AnswerParts } from './answerParts';
import type { ChatAnswer, ChatRequest } from './endpoint';
import { FailedAttempt } from './failedAttempt';
import type { Attempt } from './openTransport';
import { beginVisit, recordPace } from './pace';
import { readAnswer } from './readAnswer';
import { readStream } from './readStream';

export interface OneRequest {
	readonly client: OpenAI;
	readonly baseUrl: string;
	readonly request: ChatRequest;
	/** The request in the OpenAI API's words. */
	readonly body: Readonly<Record<string, unknown>>;
	readonly stream: boolean;
	readonly signal: AbortSignal;
	/** The head of an answer is there. */
	readonly onHead: () => void;
	readonly onText?: (piece: string) => void;
}

/**
 * Sends one request and reads its answer.
 *
 * @throws FailedAttempt however it goes wrong; when `signal` was aborted, what is thrown means nothing.
 */
export async function askOnce(one: OneRequest): Promise<Omit<ChatAnswer, 'attempts'>> {
	const startedAt = new Date().toISOString();
	const started = performance.now();
	const visit = beginVisit(one.baseUrl);
	try {
		const parts = await fetchAnswer(one);
		const durationMs = performance.now() - started;
		const { firstTokenAt, ...answer } = parts;
		const { alone } = visit.end();
		if (firstTokenAt === undefined) return { ...answer, timing: { startedAt, durationMs } };

		const firstTokenMs = firstTokenAt - started;
		if (alone && parts.finishReason !== 'cut') recordPace(one.baseUrl, one.request.model, { firstTokenMs, durationMs, usage: parts.usage });
		return { ...answer, timing: { startedAt, firstTokenMs, durationMs } };
	} finally {
		visit.end();
	}
}

async function fetchAnswer({ client, request, body, stream, signal, onHead, onText }: OneRequest): Promise<AnswerParts> {
	const attempt: Attempt = { signal, stream, onHead };
	const response = await client
		.post('/chat/completions', { body, ...passOn(attempt) })
		.asResponse()
		.catch(rethrow);
	const parts =
		response.body === null ? readAnswer(await response.text(), request.model) : await readStream(response, request.model, client, onText);
	if (parts.text === '' && parts.toolCalls === undefined) {
		const { finishReason, reasoning, usage } = parts;
		throw new FailedAttempt({ kind: 'empty', finishReason, usage, ...(reasoning === undefined ? {} : { reasoning }) });
	}
	return parts;
}

/** The way through the `openai` package to the fetch of ours: what stands in `fetchOptions` is handed on to it. */
export function passOn(attempt: Attempt): { fetchOptions: Exclude<OpenAI.RequestOptions['fetchOptions'], undefined> } {
	return { fetchOptions: { attempt } as object };
}

/** The package wraps what the fetch of ours throws; that one says more. */
export function rethrow(error: unknown): never {
	const cause = error instanceof Error ? error.cause : undefined;
	throw cause instanceof FailedAttempt ? cause : error;
}
