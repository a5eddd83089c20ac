import type { ChatRequest } from '../../engine/endpoint/endpoint';
import { FailedAttempt } from '../../engine/endpoint/failedAttempt';
import type { AnswerParts, Asked } from '../../engine/endpoint/reading/answerParts';
import { GatheredAnswer, type OnPiece } from '../../engine/endpoint/reading/gatherAnswer';
import { untilAborted } from '../../engine/untilAborted';
import type { SettledCall } from './callOptions';
import type { ChatModel } from './chatModel';
import { readFailure } from './readFailure';
import { readReply } from './readReply';
import { OWN_MESSAGE, writeMessages } from './writeMessages';

export interface ModelCall {
	readonly model: ChatModel;
	readonly request: ChatRequest;
	readonly settled: SettledCall;
	/** In pieces, where the model can. */
	readonly stream: boolean;
	readonly signal: AbortSignal;
	/** The first piece of the answer is there. */
	readonly onHead: () => void;
}

/** What some packages throw that take an answer by schema apart: it was cut, filtered, or no JSON. */
const UNREADABLE = /^(?:SyntaxError|LengthFinishReasonError|ContentFilterFinishReasonError)$/;

/**
 * Calls a model once and reads its answer. n8n's tracing, which sits on the model, logs the call.
 *
 * @throws FailedAttempt however it goes wrong; when `signal` was aborted, what is thrown means nothing.
 */
export async function callModel(call: ModelCall, asked: Asked, onPiece: OnPiece): Promise<AnswerParts> {
	const { model, request, settled, signal } = call;
	const caller = request.tools === undefined || request.tools.length === 0 ? model : bindTools(model, request);
	const messages = writeMessages(request, settled.sendsSchema);
	const options = { ...settled.options, signal };
	// Answers that come whole are parsed by some classes, and lost where they are no JSON; pieces are not.
	const streams = (call.stream || settled.parsesAnswer) && typeof caller.stream === 'function';
	try {
		if (!streams) {
			const message = await untilAborted(async () => await caller.invoke(messages, options), signal);
			return readWhole(message, asked, onPiece);
		}
		const pieces = await untilAborted(async () => await caller.stream!(messages, options), signal);
		return await readPieces(pieces, call, asked, onPiece);
	} catch (error) {
		if (error instanceof FailedAttempt) throw error;
		if (error instanceof Error && UNREADABLE.test(error.constructor.name))
			throw new FailedAttempt({ kind: 'nonsense', shape: 'brokenJson', body: '' });
		throw new FailedAttempt(readFailure(error));
	}
}

/** OpenAI's shape of tools is the one that every package of LangChain takes. */
function bindTools(model: ChatModel, { tools = [] }: ChatRequest): Pick<ChatModel, 'invoke' | 'stream'> {
	if (model.bindTools === undefined) throw new FailedAttempt({ kind: 'refused', status: 400, body: 'This model does not support tools.' });
	return model.bindTools(
		tools.map(({ name, description, parameters }) => ({ type: 'function', function: { name, description, parameters } })),
	);
}

function readWhole(message: unknown, asked: Asked, onPiece: OnPiece): AnswerParts {
	const gathered = new GatheredAnswer(asked, onPiece);
	gathered.add(readReply(message, false));
	return withOwnMessage(gathered.finish(true), message);
}

async function readPieces(pieces: AsyncIterable<unknown>, call: ModelCall, asked: Asked, onPiece: OnPiece): Promise<AnswerParts> {
	const { signal } = call;
	const gathered = new GatheredAnswer(asked, onPiece);
	const keepsMessage = asked.toolNames.length > 0;
	const iterator = pieces[Symbol.asyncIterator]();
	let whole: unknown;
	try {
		for (;;) {
			const { done, value } = await untilAborted(async () => await iterator.next(), signal);
			if (done === true) break;
			call.onHead();
			gathered.add(readReply(value, true));
			if (keepsMessage) whole = whole === undefined ? value : join(whole, value);
		}
	} catch (error) {
		void Promise.resolve(iterator.return?.()).catch(() => undefined);
		if (!gathered.hasAnswer) throw error;
		return signal.aborted ? gathered.finish(false) : { ...gathered.finish(false), brokenBy: readFailure(error) };
	}
	return withOwnMessage(gathered.finish(true), whole);
}

function join(whole: unknown, piece: unknown): unknown {
	const { concat } = whole as { concat?: (piece: unknown) => unknown };
	return typeof concat === 'function' ? concat.call(whole, piece) : piece;
}

function withOwnMessage(parts: AnswerParts, message: unknown): AnswerParts {
	return parts.toolCalls === undefined || message === undefined ? parts : { ...parts, sentBack: { [OWN_MESSAGE]: message } };
}
