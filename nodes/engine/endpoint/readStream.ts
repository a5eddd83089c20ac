import { APIError, type OpenAI } from 'openai';
import { Stream } from 'openai/streaming';
import { z } from 'zod/v4';
import type { ToolCall, Usage } from '../candidate';
import { joinContent, pieceSchema, readUsage, usageSchema, type AnswerParts } from './answerParts';
import { FailedAttempt } from './failedAttempt';
import { LogProbabilities, logProbabilitiesSchema } from './logProbabilities';
import { throwSaidError } from './readAnswer';

const toolPieceSchema = z.object({
	index: z.number().nullish(),
	id: z.string().nullish(),
	function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});

const chunkSchema = z.object({
	model: z.string().nullish(),
	choices: z.array(
		z.object({
			delta: z.object({ ...pieceSchema, tool_calls: z.array(toolPieceSchema).nullish() }).nullish(),
			logprobs: logProbabilitiesSchema,
			finish_reason: z.string().nullish(),
		}),
	),
	usage: usageSchema,
});

type Chunk = z.infer<typeof chunkSchema>;

/** What has come of an answer so far. */
class Gathered {
	text = '';
	reasoning = '';
	finishReason?: string;
	usage: Usage = {};
	model: string | undefined;
	firstTokenAt?: number;
	readonly logProbabilities = new LogProbabilities();
	readonly toolCalls: Array<{ id: string; name: string; arguments: string }> = [];

	constructor(private readonly onText: ((piece: string) => void) | undefined) {}

	add(chunk: Chunk): void {
		this.model ??= chunk.model ?? undefined;
		if (chunk.usage != null) this.usage = readUsage(chunk.usage);
		const choice = chunk.choices[0];
		if (choice === undefined) return;
		const text = joinContent(choice.delta?.content);
		const reasoning = choice.delta?.reasoning ?? choice.delta?.reasoning_content ?? '';
		const tools = choice.delta?.tool_calls ?? [];
		if (text !== '' || reasoning !== '' || tools.length > 0) this.firstTokenAt ??= performance.now();
		this.text += text;
		if (text !== '') this.onText?.(text);
		this.reasoning += reasoning;
		this.logProbabilities.add(choice.logprobs);
		for (const piece of tools) this.addToolPiece(piece);
		if (choice.finish_reason != null) this.finishReason = choice.finish_reason;
	}

	/** A piece without an index belongs to the call that was begun last, unless it brings an id of its own. */
	private addToolPiece(piece: z.infer<typeof toolPieceSchema>): void {
		const index = piece.index ?? (piece.id == null ? Math.max(0, this.toolCalls.length - 1) : this.toolCalls.length);
		const call = (this.toolCalls[index] ??= { id: piece.id ?? `call-${index + 1}`, name: '', arguments: '' });
		call.name += piece.function?.name ?? '';
		call.arguments += piece.function?.arguments ?? '';
	}
}

/**
 * Reads an answer token by token, and keeps what has come when it breaks off.
 *
 * An answer is whole once its finish reason has come, whether or not `[DONE]` follows. A cut one is `cut`; its tool calls are
 * dropped, because half of one is none.
 *
 * @throws FailedAttempt when it broke off before any text.
 */
export async function readStream(
	response: Response,
	askedModel: string,
	client: OpenAI,
	onText?: (piece: string) => void,
): Promise<AnswerParts> {
	const gathered = new Gathered(onText);
	let broke: unknown;
	try {
		for await (const raw of Stream.fromSSEResponse<unknown>(response, new AbortController(), client)) {
			const chunk = chunkSchema.safeParse(raw);
			if (!chunk.success) throw new FailedAttempt({ kind: 'nonsense', shape: 'otherJson', body: JSON.stringify(raw) });
			gathered.add(chunk.data);
		}
	} catch (error) {
		broke = error;
	}
	if (gathered.finishReason === undefined && gathered.text === '') throw nothingKept(broke, gathered);
	return toParts(gathered, askedModel);
}

function nothingKept(broke: unknown, gathered: Gathered): unknown {
	if (broke instanceof FailedAttempt) return broke;
	if (broke instanceof APIError) {
		try {
			const body = { error: broke.error };
			throwSaidError(body, JSON.stringify(body));
		} catch (said) {
			return said;
		}
	}
	return new FailedAttempt({ kind: 'cut', error: broke, receivedCharacters: gathered.reasoning.length });
}

function toParts(gathered: Gathered, askedModel: string): AnswerParts {
	const whole = gathered.finishReason !== undefined;
	const toolCalls: readonly ToolCall[] = whole ? gathered.toolCalls.filter((call) => call !== undefined) : [];
	return {
		text: gathered.text,
		...(gathered.reasoning === '' ? {} : { reasoning: gathered.reasoning }),
		...(toolCalls.length === 0 ? {} : { toolCalls }),
		finishReason: gathered.finishReason ?? 'cut',
		...gathered.logProbabilities.parts,
		usage: gathered.usage,
		model: gathered.model ?? askedModel,
		raw: undefined,
		...(gathered.firstTokenAt === undefined ? {} : { firstTokenAt: gathered.firstTokenAt }),
	};
}
