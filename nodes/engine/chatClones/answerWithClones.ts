import type { ToolCall, Usage } from '../candidate';
import { countByServer } from '../countByServer';
import type { ChatAnswer } from '../endpoint/endpoint';
import { addTokens } from '../endpoint/tokenCount';
import type { ScorerTools } from '../evaluate/scorers';
import { askAllClones, type AskContext } from './askAllClones';
import type { ChatClonesRequest } from './chatClonesRequest';
import type { ChatReceipt } from './chatReceipt';
import { NoCloneAnsweredError } from './errors';
import { noteOnSameQuestions } from '../fanout/noteOnSampling';
import { noteOnUnusedTools } from './noteOnUnusedTools';
import { pickAnswer } from './pickAnswer';
import { usableCalls } from './toolCallsKey';

/** The answer of one call, as one model would have given it. */
export interface ChatClonesAnswer {
	readonly text: string;
	readonly reasoning?: string;
	readonly toolCalls: readonly ToolCall[];
	readonly finishReason: string;
	readonly sentBack?: ChatAnswer['sentBack'];
	/** Of all clones together, and of picking. */
	readonly usage: Required<Usage>;
	readonly receipt: ChatReceipt;
}

export interface ChatClonesContext extends AskContext {
	/** What scorers ask for in order to pick. */
	readonly tools: ScorerTools;
	readonly createCallId: () => string;
}

/**
 * Answers one call of a chat model by several clones and picks one answer.
 *
 * @throws NoCloneAnsweredError when no clone gave an answer that can be used, with what most of them ran into.
 * @throws InvalidInputError where the answers cannot be picked as asked; whatever `signal.reason` is when aborted.
 */
export async function answerWithClones(request: ChatClonesRequest, context: ChatClonesContext): Promise<ChatClonesAnswer> {
	const startedAt = performance.now();
	const asked = await askAllClones(request, context);
	const { requests, retries } = asked;
	if (asked.answered.length === 0)
		throw new NoCloneAnsweredError(request.clones, asked.failed, { requests, retries, tokens: asked.tokens });
	const candidates = asked.answered.map(({ candidate }) => candidate);
	const picked = await pickAnswer(candidates, request, context.tools, context.signal);
	const { candidate, cost } = picked;
	const { sentBack } = asked.answered.find((each) => each.candidate === candidate) ?? {};
	const tokens = addTokens([asked.tokens, ...(cost === undefined ? [] : [cost.tokens])]);
	const unused = noteOnUnusedTools(request, asked, context.endpoint.baseUrl);
	const alike = noteOnSameQuestions(candidates, 'Raise Temperature or Temperature Spread.');
	const notes = [...asked.notes, ...(picked.notes ?? []), ...(unused === undefined ? [] : [unused]), ...alike];
	return {
		text: candidate.text,
		...(candidate.reasoning === undefined ? {} : { reasoning: candidate.reasoning }),
		toolCalls: usableCalls(candidate.toolCalls ?? [], context.createCallId),
		finishReason: candidate.finishReason,
		...(sentBack === undefined ? {} : { sentBack }),
		usage: { promptTokens: tokens.prompt, completionTokens: tokens.completion, cachedTokens: tokens.cached ?? 0 },
		receipt: {
			clones: request.clones,
			answered: candidates.length,
			stopped: asked.stopped,
			missing: asked.failed.map(({ clone, kind, reason }) => ({ clone, kind, reason })),
			picked: { clone: candidate.run.clone, ...picked.why },
			requests: requests + (cost?.requests ?? 0),
			retries: retries + (cost?.retries ?? 0),
			durationMs: Math.round(performance.now() - startedAt),
			tokens,
			...countByServer(candidates),
			...(notes.length === 0 ? {} : { notes }),
		},
	};
}
