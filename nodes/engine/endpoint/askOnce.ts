import type { Readable } from 'node:stream';
import type { OpenAI } from 'openai';
import type { ChatAnswer, ChatRequest } from './endpoint';
import { FailedAttempt } from './failedAttempt';
import { noteOnBrokenAnswer } from './noteOnBrokenAnswer';
import { noteOnCutPrompt } from './noteOnCutPrompt';
import type { Attempt } from './openTransport';
import { beginVisit, recordPace } from './pace';
import type { AnswerParts, Asked } from './reading/answerParts';
import { readAnswer } from './reading/readAnswer';
import { readStream } from './reading/readStream';
import { createTagCheck } from './thinking/createTagCheck';
import { habitOf, learnHabit } from './thinking/habits';
import { AnswerWatch } from './thinking/watchAnswer';

export interface OneRequest {
	readonly client: OpenAI;
	readonly baseUrl: string;
	readonly request: ChatRequest;
	/** The request in the OpenAI API's words. */
	readonly body: Readonly<Record<string, unknown>>;
	readonly stream: boolean;
	/** What no note may tell. */
	readonly secrets: readonly string[];
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
		const { firstTokenAt, hasLoneClosing: _, brokenBy: __, ...answer } = parts;
		const { alone } = visit.end();
		const firstTokenMs = firstTokenAt === undefined || !one.stream ? undefined : firstTokenAt - started;
		// Thinking takes its time per token as text does, so an answer without text tells the pace, too.
		if (firstTokenMs !== undefined && alone && parts.finishReason !== 'cut')
			// A server may answer under a longer name than it is asked for, and candidates go by that one.
			for (const model of new Set([one.request.model, parts.model]))
				recordPace(one.baseUrl, model, { firstTokenMs, durationMs, usage: parts.usage });
		if (parts.text.trim() === '' && parts.toolCalls === undefined) throw emptyAnswer(parts);
		return {
			...answer,
			...notesOf(parts, one),
			timing: { startedAt, ...(firstTokenMs === undefined ? {} : { firstTokenMs }), durationMs },
		};
	} finally {
		visit.end();
	}
}

async function fetchAnswer(one: OneRequest): Promise<AnswerParts> {
	const { client, request, body, stream, signal, onHead, baseUrl, onText } = one;
	const attempt: Attempt = { signal, stream, onHead };
	const response = await client.post('/chat/completions', { body, ...passOn(attempt) }).asResponse();
	const asked = describeQuestion(one);
	const watch =
		onText === undefined ? undefined : new AnswerWatch(onText, asked.leavesThinking ? 'plain' : habitOf(baseUrl, request.model));
	const parts =
		response.body === null
			? readAnswer(await response.text(), asked)
			: await readStream(response.body as unknown as Readable, asked, (piece, isThinking) =>
					isThinking ? watch?.trustText() : watch?.add(piece),
				);
	watch?.end(parts.text);
	const habit = habitOf(baseUrl, request.model);
	if (parts.text !== '') learnHabit(baseUrl, request.model, parts.hasLoneClosing === true ? 'closesOnly' : 'plain');
	const isUnfinished = habit === 'closesOnly' && !asked.leavesThinking && isCut(parts) && parts.hasLoneClosing !== true;
	return isUnfinished && parts.reasoning === undefined ? { ...parts, text: '', reasoning: parts.text } : parts;
}

/** A model that only ever closes its thinking had not come to its answer when it broke off before. */
function isCut({ finishReason }: AnswerParts): boolean {
	return finishReason === 'cut' || finishReason === 'length';
}

function describeQuestion({ baseUrl, request }: OneRequest): Asked {
	const { model, tools = [], leavesThinking = false, messages } = request;
	return {
		baseUrl,
		model,
		toolNames: tools.map(({ name }) => name),
		schemaOf: (tool) => tools.find(({ name }) => name === tool)?.parameters,
		leavesThinking,
		isAbout: createTagCheck(() => messages.findLast(({ role }) => role === 'user')?.content ?? ''),
	};
}

function emptyAnswer({ finishReason, reasoning, usage }: AnswerParts): FailedAttempt {
	if (finishReason === 'cut') return new FailedAttempt({ kind: 'cut', receivedCharacters: reasoning?.length ?? 0 });
	return new FailedAttempt({ kind: 'empty', finishReason, usage, ...(reasoning === undefined ? {} : { reasoning }) });
}

function notesOf({ notes = [], usage, brokenBy }: AnswerParts, { request, secrets }: OneRequest): { readonly notes?: readonly string[] } {
	const cut = noteOnCutPrompt(request, usage);
	const broken = brokenBy === undefined ? undefined : noteOnBrokenAnswer(request.model, brokenBy, secrets);
	const all = [...notes, cut, broken].filter((note) => note !== undefined);
	return all.length === 0 ? {} : { notes: all };
}

/** The way through the `openai` package to the fetch of ours: what stands in `fetchOptions` is handed on to it. */
export function passOn(attempt: Attempt): { fetchOptions: Exclude<OpenAI.RequestOptions['fetchOptions'], undefined> } {
	return { fetchOptions: { attempt } as object };
}
