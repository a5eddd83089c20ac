import { asList, asRecord, type Json } from '../../engine/endpoint/reading/lenient';

const READ_PARTS = /^(?:text|output_text|refusal)$|think|reasoning/i;

/** A message of a LangChain model, or one piece of it, in the OpenAI API's words, which the engine reads. */
export function readReply(message: unknown, isPiece: boolean): Json {
	const fields = asRecord(message) ?? {};
	const extra = asRecord(fields['additional_kwargs']) ?? {};
	const metadata = asRecord(fields['response_metadata']) ?? {};
	const said = {
		content: readContent(fields['content']),
		...Object.fromEntries(
			['reasoning_content', 'reasoning', 'refusal'].flatMap((name) => (extra[name] == null ? [] : [[name, extra[name]]])),
		),
		...readCalls(fields, isPiece),
	};
	const usage = readUsage(fields, metadata);
	return {
		model: metadata['model_name'] ?? metadata['model'] ?? metadata['modelId'] ?? undefined,
		...(usage === undefined ? {} : { usage }),
		choices: [{ [isPiece ? 'delta' : 'message']: said, finish_reason: readEnding(metadata, asRecord(extra)) }],
	};
}

function readContent(content: unknown): unknown {
	if (!Array.isArray(content)) return content ?? '';
	return content.filter((part) => typeof part === 'string' || READ_PARTS.test(String(asRecord(part)?.['type'] ?? '')));
}

function readCalls(fields: Json, isPiece: boolean): Json {
	const pieces = isPiece ? asList(fields['tool_call_chunks']) : [];
	const whole = [...asList(fields['tool_calls']), ...asList(fields['invalid_tool_calls'])];
	const calls = (pieces.length > 0 ? pieces : isPiece && 'tool_call_chunks' in fields ? [] : whole).map(readCall);
	return calls.length === 0 ? {} : { tool_calls: calls };
}

function readCall(call: unknown): Json {
	const { id, index, name, args } = asRecord(call) ?? {};
	const words = typeof args === 'string' || args == null ? args : JSON.stringify(args);
	return {
		...(id == null ? {} : { id }),
		...(index == null ? {} : { index }),
		type: 'function',
		function: { ...(name == null ? {} : { name }), ...(words == null ? {} : { arguments: words }) },
	};
}

function readUsage(fields: Json, metadata: Json): Json | undefined {
	const counted = asRecord(fields['usage_metadata']);
	const older = asRecord(metadata['tokenUsage']);
	if (counted?.['input_tokens'] !== undefined || counted?.['output_tokens'] !== undefined) {
		const cached = asRecord(counted['input_token_details'])?.['cache_read'];
		return { ...counted, ...(cached == null ? {} : { prompt_tokens_details: { cached_tokens: cached } }) };
	}
	if (older?.['promptTokens'] !== undefined || older?.['completionTokens'] !== undefined)
		return { prompt_tokens: older['promptTokens'], completion_tokens: older['completionTokens'] };
	return asRecord(metadata['usage']);
}

function readEnding(metadata: Json, extra: Json | undefined): unknown {
	const names = ['finish_reason', 'finishReason', 'stop_reason', 'stopReason', 'done_reason'];
	return names.map((name) => metadata[name] ?? extra?.[name]).find((ending) => ending != null) ?? null;
}
