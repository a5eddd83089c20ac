import type { ToolCall, Usage } from '../../candidate';
import { separateThinking } from '../thinking/separateThinking';
import { findWrittenCalls } from '../writtenCalls/findWrittenCalls';
import type { AnswerParts, Asked } from './answerParts';
import { asCount, asList, asName, asRecord, type Json } from './lenient';
import { LogProbabilities } from './logProbabilities';
import { readFinishReason } from './readFinishReason';
import { callsOf, messageOf, readMessage, thinkingFields } from './readMessage';
import { readUsage, withoutEmptyCounts } from './readUsage';
import { ToolCallPieces } from './toolCallPieces';

/** Told of an answer while it comes; `isThinking` pieces came in a field of their own. */
export type OnPiece = (piece: string, isThinking: boolean) => void;

/**
 * What has come of an answer so far, whole or in pieces: the one place where an answer is read.
 *
 * Only the text and the calls decide whether it is one; whatever cannot be read beside them is left out.
 */
export class GatheredAnswer {
	finishReason: string | undefined;
	firstTokenAt?: number;
	private text = '';
	private hasText = false;
	private choiceIndex: number | undefined;
	private reasoning = '';
	private usage: Usage = {};
	private model: string | undefined;
	private readonly sentThinking: Record<string, unknown> = {};
	private readonly logProbabilities = new LogProbabilities();
	private readonly toolCalls: ToolCallPieces;

	constructor(
		private readonly asked: Asked,
		private readonly onPiece: OnPiece = () => {},
	) {
		this.toolCalls = new ToolCallPieces(asked.toolNames);
	}

	/** A text or a call has come; thinking alone is none. */
	get hasAnswer(): boolean {
		return this.text !== '' || !this.toolCalls.isEmpty;
	}

	get receivedCharacters(): number {
		return this.text.length + this.reasoning.length;
	}

	/** Reads one reply or one piece of a stream; false where it says nothing of an answer, as a ping does. */
	add(reply: Json): boolean {
		this.model ??= asName(reply['model']);
		const usage = reply['usage'] ?? asRecord(reply['x_groq'])?.['usage'];
		if (usage !== undefined && usage !== null) this.usage = { ...this.usage, ...withoutZeros(readUsage(usage), this.usage) };
		const choices = asList(reply['choices']);
		// Only one answer was asked for; a second one that comes all the same is not mixed into it.
		const choice = choices.map(asRecord).find((each) => each !== undefined && this.isOurs(each)) ?? nativeChoice(reply);
		if (choice === undefined && choices.some((each) => asRecord(each) !== undefined)) return true;
		if (choice === undefined) return usage !== undefined;
		this.addMessage(messageOf(choice), choice['delta'] === undefined && reply['choices'] !== undefined);
		this.logProbabilities.add(choice['logprobs']);
		this.finishReason = readFinishReason(choice['finish_reason']) ?? this.finishReason;
		return true;
	}

	/** The first one that came, and what belongs to it. */
	private isOurs(choice: Json): boolean {
		this.choiceIndex ??= asCount(choice['index']);
		return (asCount(choice['index']) ?? this.choiceIndex) === this.choiceIndex;
	}

	/** `isAll`: a message and no piece of one, which says again what has come before, if anything has. */
	private addMessage(message: Json, isAll: boolean): void {
		const read = readMessage(message);
		const { hasText } = read;
		const [text, reasoning] = isAll ? [restOf(read.text, this.text), restOf(read.reasoning, this.reasoning)] : [read.text, read.reasoning];
		const calls = callsOf(message);
		if (text !== '' || reasoning !== '' || calls.length > 0) this.firstTokenAt ??= performance.now();
		if (reasoning !== '') this.onPiece(reasoning, true);
		// The last piece of some servers is the whole text once more.
		const isRepeated = this.text.length > 0 && text.length > 1 && text === this.text && this.finishReason !== undefined;
		if (text !== '' && !isRepeated) this.onPiece(text, false);
		if (!isRepeated) this.text += text;
		this.hasText ||= hasText;
		this.reasoning += reasoning;
		for (const [name, value] of Object.entries(thinkingFields(message)))
			this.sentThinking[name] = joinField(this.sentThinking[name], value);
		for (const call of calls) this.toolCalls.add(call);
	}

	/** The answer as it is now; `isWhole` says whether it came to its end. */
	finish(isWhole: boolean): AnswerParts {
		const { asked } = this;
		const ended = isWhole && this.finishReason !== 'error' ? (this.finishReason ?? 'stop') : 'cut';
		const { text, reasoning, hasLoneClosing } = this.separate(ended);
		// Half a call is none.
		const { calls, nameless } = ended === 'cut' ? { calls: [], nameless: 0 } : this.toolCalls.finish();
		const written = calls.length === 0 && ended !== 'cut' ? findWrittenCalls(this.text, text, asked) : undefined;
		const toolCalls: readonly ToolCall[] = written?.calls ?? calls;
		return {
			text: written?.text ?? text,
			...(reasoning === '' ? {} : { reasoning }),
			...(toolCalls.length === 0 ? {} : { toolCalls, sentBack: this.messageToSendBack(written !== undefined) }),
			finishReason: written === undefined ? ended : 'tool_calls',
			...this.logProbabilities.parts,
			usage: withoutEmptyCounts(this.usage, this.receivedCharacters > 0),
			...(nameless === 0 ? {} : { notes: [`A call of a tool had no name, so it was left out (${asked.model}).`] }),
			...(hasLoneClosing === true ? { hasLoneClosing } : {}),
			model: this.model ?? asked.model,
			raw: undefined,
			...(this.firstTokenAt === undefined ? {} : { firstTokenAt: this.firstTokenAt }),
		};
	}

	private separate(ended: string): { readonly text: string; readonly reasoning: string; readonly hasLoneClosing?: true } {
		const { asked, text, reasoning } = this;
		// A parser that took the whole answer for thinking leaves no text; the user has asked for everything.
		if (asked.leavesThinking)
			return text === '' && this.toolCalls.isEmpty && ended === 'stop' ? { text: reasoning, reasoning: '' } : { text, reasoning };
		// A parser that missed the end of the thinking leaves both in its field.
		const missed = text === '' && this.toolCalls.isEmpty ? separateThinking(reasoning, { isAbout: asked.isAbout }) : undefined;
		if (missed?.reasoning !== undefined && missed.text !== '') return { text: missed.text, reasoning: missed.reasoning };
		const separated = separateThinking(text, { isCut: ended === 'cut' || ended === 'length', isAbout: asked.isAbout });
		const inText = separated.reasoning ?? '';
		return {
			...separated,
			// Parsers leave the empty lines between the two at the beginning of the text.
			text: reasoning === '' ? separated.text : separated.text.trimStart(),
			reasoning: [reasoning.trim() === inText.trim() ? '' : reasoning, inText].filter((each) => each !== '').join('\n\n'),
		};
	}

	/** As the server wrote it: some refuse a call that comes back without the thinking before it, or with another kind of empty text. */
	private messageToSendBack(isWritten: boolean): Json {
		const content = isWritten ? undefined : this.text === '' && !this.hasText ? null : this.text;
		return { ...(content === undefined ? {} : { content }), ...this.sentThinking };
	}
}

function restOf(all: string, before: string): string {
	return before !== '' && all.startsWith(before) ? all.slice(before.length) : all;
}

/** The last piece of some servers counts nothing; what was counted before it stays. */
function withoutZeros(usage: Usage, before: Usage): Usage {
	return Object.fromEntries(Object.entries(usage).filter(([name, count]) => count !== 0 || before[name as keyof Usage] === undefined));
}

/** A line of Ollama's own API. */
function nativeChoice(reply: Json): Json | undefined {
	if (reply['choices'] !== undefined || asRecord(reply['message']) === undefined) return undefined;
	return { message: reply['message'], finish_reason: reply['done'] === true ? (reply['done_reason'] ?? 'stop') : undefined };
}

function joinField(before: unknown, value: unknown): unknown {
	if (before === undefined) return value;
	if (typeof before === 'string' && typeof value === 'string') return before + value;
	return Array.isArray(before) && Array.isArray(value) ? [...(before as unknown[]), ...(value as unknown[])] : value;
}
