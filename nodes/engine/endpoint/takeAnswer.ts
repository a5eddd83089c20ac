import { keptUnder, type ChatAnswer, type ChatRequest } from './endpoint';
import { FailedAttempt } from './failedAttempt';
import { noteOnBrokenAnswer } from './noteOnBrokenAnswer';
import { noteOnCutPrompt } from './noteOnCutPrompt';
import { beginVisit, recordPace } from './pace';
import type { AnswerParts, Asked } from './reading/answerParts';
import type { OnPiece } from './reading/gatherAnswer';
import { createTagCheck } from './thinking/createTagCheck';
import { habitOf, learnHabit } from './thinking/habits';
import { AnswerWatch } from './thinking/watchAnswer';
import { isBlank } from '../text/isBlank';

export interface Question {
	/** Habits of a model are kept under it, and its pace where `poolName` is absent. */
	readonly baseUrl: string;
	/** The pace is that of all its servers together. */
	readonly poolName?: string;
	readonly request: ChatRequest;
	readonly stream: boolean;
	/** What no note may tell. */
	readonly secrets: readonly string[];
	readonly onText?: (piece: string) => void;
}

/**
 * Takes one answer, however it is fetched: its times, the model's pace and its habit of thinking are kept, pieces of its text are passed on.
 *
 * @throws FailedAttempt where it has neither text nor calls; what `fetchParts` throws.
 */
export async function takeAnswer(
	question: Question,
	fetchParts: (asked: Asked, onPiece: OnPiece) => Promise<AnswerParts>,
): Promise<Omit<ChatAnswer, 'attempts'>> {
	const startedAt = new Date().toISOString();
	const started = performance.now();
	const paced = keptUnder(question);
	const visit = beginVisit(paced);
	try {
		const parts = await fetchWatched(question, fetchParts);
		const durationMs = performance.now() - started;
		const { firstTokenAt, hasLoneClosing: _, brokenBy: __, ...answer } = parts;
		const { alone } = visit.end();
		const firstTokenMs = firstTokenAt === undefined || !question.stream ? undefined : firstTokenAt - started;
		// Thinking takes its time per token as text does, so an answer without text tells the pace, too.
		if (firstTokenMs !== undefined && alone && parts.finishReason !== 'cut') {
			const measuredAt = new Date();
			// A server may answer under a longer name than it is asked for, and candidates go by that one.
			for (const model of new Set([question.request.model, parts.model]))
				recordPace(paced, model, { firstTokenMs, durationMs, usage: parts.usage }, measuredAt);
		}
		if (isBlank(parts.text) && parts.toolCalls === undefined) throw emptyAnswer(parts);
		return {
			...answer,
			...notesOf(parts, question),
			timing: { startedAt, ...(firstTokenMs === undefined ? {} : { firstTokenMs }), durationMs },
		};
	} finally {
		visit.end();
	}
}

async function fetchWatched(
	question: Question,
	fetchParts: (asked: Asked, onPiece: OnPiece) => Promise<AnswerParts>,
): Promise<AnswerParts> {
	const { request, baseUrl, onText } = question;
	const asked = describeQuestion(question);
	const watch =
		onText === undefined ? undefined : new AnswerWatch(onText, asked.leavesThinking ? 'plain' : habitOf(baseUrl, request.model));
	const parts = await fetchParts(asked, (piece, isThinking) => (isThinking ? watch?.trustText() : watch?.add(piece)));
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

function describeQuestion({ baseUrl, request }: Question): Asked {
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

function notesOf({ notes = [], usage, brokenBy }: AnswerParts, { request, secrets }: Question): { readonly notes?: readonly string[] } {
	const cut = noteOnCutPrompt(request, usage);
	const broken = brokenBy === undefined ? undefined : noteOnBrokenAnswer(request.model, brokenBy, secrets);
	const all = [...notes, cut, broken].filter((note) => note !== undefined);
	return all.length === 0 ? {} : { notes: all };
}
