import { DONE, event } from './errorShapes.ts';
import type { ChatBody, Fields, ModelReply, ServerKind, Texts } from './serverKind.ts';
import { cut } from './thinkingShapes.ts';

export interface Counts {
	readonly prompt: number;
	readonly completion: number;
}

/** Puts what the model says into the fields of a message. */
export function writeMessage(kind: ServerKind, said: ModelReply): Fields {
	const calls = said.calls ?? [];
	const { content, ...rest } = textFields(kind, said);
	if (calls.length === 0) return { role: 'assistant', content, ...rest };
	const called = kind.calls.whole(calls);
	return { role: 'assistant', ...rest, ...called, ...(kind.calls.written ? { content: `${join(content)}${join(called.content)}` } : {}) };
}

/** Puts it into deltas. */
export function writeDeltas(kind: ServerKind, said: ModelReply): readonly Fields[] {
	const texts = textsOf(said);
	const spoken = kind.thinking === undefined ? plain.pieces(texts) : kind.thinking.pieces(texts);
	return [...spoken, ...((said.calls ?? []).length === 0 ? [] : kind.calls.pieces(said.calls ?? []))];
}

/** A whole reply. */
export function writeWhole(kind: ServerKind, said: ModelReply, counts: Counts): Fields {
	const reply: Fields = {
		id: 'chatcmpl-zoo',
		object: 'chat.completion',
		created: 1_760_000_000,
		model: kind.model,
		choices: [{ index: 0, message: writeMessage(kind, said), logprobs: null, finish_reason: finishReasonOf(kind, said) }],
		...(kind.usage === 'never' ? {} : { usage: usageOf(counts) }),
	};
	return kind.dress?.(reply) ?? reply;
}

/** The events of a stream, `[DONE]` included, each as it goes out. */
export function writeEvents(kind: ServerKind, said: ModelReply, counts: Counts, body: ChatBody): readonly string[] {
	const { prefix = 'data: ', first = [{ role: 'assistant', content: '' }], everyDelta = {} } = kind.stream ?? {};
	const line = (fields: Fields) => event({ ...head(kind), ...fields }).replace('data: ', prefix);
	const piece = (delta: Fields, finishReason: string | null = null) =>
		line({ choices: [{ index: 0, delta: { ...everyDelta, ...delta }, logprobs: null, finish_reason: finishReason }] });
	const options = body['stream_options'] as { readonly include_usage?: boolean } | undefined;
	const tellsUsage = kind.usage === 'always' || (kind.usage !== 'never' && options?.include_usage === true);
	return [
		...first.map((delta) => ('choices' in delta ? line(delta) : piece(delta))),
		...writeDeltas(kind, said).map((delta) => piece(delta)),
		...(kind.stream?.withoutFinishReason ? [] : [piece({}, finishReasonOf(kind, said))]),
		...(tellsUsage ? [line({ choices: [], usage: usageOf(counts) })] : []),
		...(kind.stream?.withoutDone ? [] : [DONE.replace('data: ', prefix)]),
	];
}

const plain = {
	whole: ({ text }: Texts): Fields => ({ content: text }),
	pieces: ({ text }: Texts): readonly Fields[] => cut(text, 5).map((content) => ({ content })),
};

function textFields(kind: ServerKind, said: ModelReply): Fields {
	const texts = textsOf(said);
	return kind.thinking === undefined ? plain.whole(texts) : kind.thinking.whole(texts);
}

function textsOf({ thinking = '', text = '', cutWhileThinking, allIsThinking }: ModelReply): Texts {
	if (allIsThinking === true) return { thinking: `${thinking}\n\n${text}`, text: '', closed: false };
	return { thinking, text: cutWhileThinking === true ? '' : text, closed: cutWhileThinking !== true };
}

function finishReasonOf(kind: ServerKind, { finishReason, calls = [], cutWhileThinking }: ModelReply): string {
	if (finishReason !== undefined) return finishReason;
	if (cutWhileThinking) return 'length';
	return calls.length > 0 ? kind.calls.finishReason : 'stop';
}

function head(kind: ServerKind): Fields {
	return { id: 'chatcmpl-zoo', object: 'chat.completion.chunk', created: 1_760_000_000, model: kind.model };
}

function usageOf({ prompt, completion }: Counts): Fields {
	return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function join(content: unknown): string {
	return typeof content === 'string' ? content : '';
}
