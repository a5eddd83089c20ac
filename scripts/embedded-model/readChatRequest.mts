import { answerTooLong, badField, badRequest, malformedBody, unknownModel } from './requestError.mts';

export interface ChatMessage {
	readonly role: string;
	readonly content: string;
}

/** What a chat request asks for, checked, with defaults filled in. */
export interface ChatRequest {
	readonly messages: readonly ChatMessage[];
	readonly temperature: number;
	readonly topP: number;
	/** 0 takes every token into account. */
	readonly topK: number;
	readonly minP: number;
	readonly seed?: number;
	/** Absent: as many as the context has room for. */
	readonly maxTokens?: number;
	readonly stop: readonly string[];
	readonly ignoreEos: boolean;
	readonly stream: boolean;
	readonly includeUsage: boolean;
	/** The answer must be JSON: of this schema, or any JSON object. */
	readonly jsonSchema?: object | 'any';
}

export interface ServedModel {
	readonly id: string;
	readonly maxModelLen: number;
}

/**
 * What is taken when a request does not say, as vLLM takes it from a model's generation config: llama.cpp's own
 * defaults. So small a model goes astray when every word of its vocabulary may follow.
 */
const defaults = { temperature: 1, topP: 0.95, topK: 40 };

type Body = Record<string, unknown>;

/**
 * Reads the body of a chat request as vLLM does: fields it does not know are ignored.
 *
 * @throws RequestError with vLLM's own words.
 */
export function readChatRequest(value: unknown, served: ServedModel): ChatRequest {
	const body = readBody(value);
	const messages = readMessages(body, served.id);
	refuseContradictions(body);
	const model = body['model'];
	if (typeof model === 'string' && model !== '' && model !== served.id) throw unknownModel(model, served.id);
	const maxTokens = readMaxTokens(body, served);
	const seed = readNumber(body, 'seed');
	const jsonSchema = readResponseFormat(body['response_format']);
	return {
		messages,
		temperature: readTemperature(body),
		topP: readTopP(body),
		topK: Math.max(0, readNumber(body, 'top_k') ?? defaults.topK),
		minP: readNumber(body, 'min_p') ?? 0,
		stop: readStop(body['stop']),
		ignoreEos: body['ignore_eos'] === true,
		stream: body['stream'] === true,
		includeUsage: (body['stream_options'] as Body | null | undefined)?.['include_usage'] === true,
		...(seed !== undefined && { seed }),
		...(maxTokens !== undefined && { maxTokens }),
		...(jsonSchema !== undefined && { jsonSchema }),
	};
}

export function readBody(value: unknown): Body {
	if (value === null || value === undefined) throw malformedBody('body', 'missing', 'Field required', value);
	if (typeof value === 'object' && !Array.isArray(value)) return value as Body;
	const says = 'Input should be a valid dictionary or object to extract fields from';
	throw malformedBody('body', 'model_attributes_type', says, value);
}

function refuseContradictions(body: Body): void {
	if (body['stream_options'] && body['stream'] !== true) {
		throw badField('Stream options can only be defined when `stream=True`.', 'stream_options');
	}
	const { tools, tool_choice: choice } = body;
	if (Array.isArray(tools) && tools.length > 0 && choice !== 'none') {
		throw badRequest('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set');
	}
	const count = readNumber(body, 'n') ?? 1;
	if (count < 1) throw badRequest(`n must be at least 1, got ${count}.`);
	if (count > 1) throw badRequest(`n must be 1 on this server, got ${count}: it gives one answer a request.`);
}

/** Checks the messages' shape. An empty list passes the shape check in vLLM and is refused afterwards. */
export function readMessages(body: Body, modelId: string): ChatMessage[] {
	const { messages } = body;
	if (messages === undefined) throw malformedBody('body.messages', 'missing', 'Field required', body);
	if (!Array.isArray(messages)) throw malformedBody('body.messages', 'list_type', 'Input should be a valid list', messages);
	if (messages.length === 0) {
		throw badRequest('Cannot apply chat template to an empty conversation. Provide at least one message.');
	}
	return messages.map((message: unknown, index) => {
		const { role, content } = (message ?? {}) as Body;
		if (typeof role !== 'string') throw malformedBody(`body.messages.${index}.role`, 'missing', 'Field required', message);
		return { role, content: readContent(content, modelId) };
	});
}

function readContent(content: unknown, modelId: string): string {
	if (content === null || content === undefined) return '';
	if (typeof content === 'string') return content;
	if (!Array.isArray(content)) {
		throw malformedBody('body.messages.content', 'string_type', 'Input should be a valid string', content);
	}
	return content
		.map((part: Body | null) => {
			if (typeof part?.['text'] !== 'string') throw badRequest(`${modelId} is not a multimodal model`);
			return part['text'];
		})
		.join('\n');
}

function readNumber(body: Body, field: string): number | undefined {
	const value = body[field];
	if (value === null || value === undefined) return undefined;
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || Number.isNaN(number)) {
		const says = 'Input should be a valid number, unable to parse string as a number';
		throw malformedBody(`body.${field}`, 'float_parsing', says, value);
	}
	return number;
}

function readTemperature(body: Body): number {
	const temperature = readNumber(body, 'temperature') ?? defaults.temperature;
	if (temperature < 0) {
		throw badField(`temperature must be non-negative, got ${asPythonFloat(temperature)}.`, 'temperature', asPythonFloat(temperature));
	}
	if (temperature > 2) {
		throw badField(`temperature must be in [0, 2], got ${asPythonFloat(temperature)}.`, 'temperature', asPythonFloat(temperature));
	}
	return temperature;
}

function readTopP(body: Body): number {
	const topP = readNumber(body, 'top_p') ?? defaults.topP;
	if (topP <= 0 || topP > 1) {
		throw badField(`top_p must be in (0, 1], got ${asPythonFloat(topP)}.`, 'top_p', asPythonFloat(topP));
	}
	return topP;
}

function asPythonFloat(value: number): string {
	return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function readMaxTokens(body: Body, served: ServedModel): number | undefined {
	const newer = readNumber(body, 'max_completion_tokens');
	const field = newer === undefined ? 'max_tokens' : 'max_completion_tokens';
	const maxTokens = newer ?? readNumber(body, 'max_tokens');
	if (maxTokens === undefined) return undefined;
	if (maxTokens > served.maxModelLen) throw answerTooLong(field, maxTokens, served.maxModelLen);
	if (maxTokens < 1) throw badField(`max_tokens must be at least 1, got ${maxTokens}.`, 'max_tokens', maxTokens);
	return maxTokens;
}

function readStop(value: unknown): string[] {
	if (value === null || value === undefined) return [];
	const list = Array.isArray(value) ? value : [value];
	if (!list.every((entry) => typeof entry === 'string')) {
		throw malformedBody('body.stop', 'string_type', 'Input should be a valid string', value);
	}
	if (list.includes('')) throw badRequest('stop cannot contain an empty string.');
	return list;
}

const schemaTypes = new Set(['string', 'number', 'integer', 'boolean', 'null', 'object', 'array']);

function readResponseFormat(value: unknown): object | 'any' | undefined {
	if (value === null || value === undefined) return undefined;
	const { type, json_schema: wrapped } = value as Body;
	if (type === 'text') return undefined;
	if (type === 'json_object') return 'any';
	if (type !== 'json_schema') {
		const says = "Input should be 'text', 'json_object' or 'json_schema'";
		throw malformedBody('body.response_format.type', 'literal_error', says, type);
	}
	if (!wrapped) {
		throw badField("When response_format type is 'json_schema', the 'json_schema' field must be provided.", 'response_format');
	}
	const schema = (wrapped as Body)['schema'];
	if (typeof schema !== 'object' || schema === null) return 'any';
	refuseUnknownTypes(schema);
	return schema;
}

function refuseUnknownTypes(schema: unknown): void {
	if (typeof schema !== 'object' || schema === null) return;
	const { type, properties, items, anyOf, oneOf } = schema as Body;
	for (const name of Array.isArray(type) ? type : [type]) {
		if (name !== undefined && !schemaTypes.has(name as string)) {
			throw badRequest(`Grammar error: Invalid type: ${String(name)}`);
		}
	}
	for (const child of Object.values((properties ?? {}) as Body)) refuseUnknownTypes(child);
	for (const child of [items, anyOf, oneOf].flat()) refuseUnknownTypes(child);
}
