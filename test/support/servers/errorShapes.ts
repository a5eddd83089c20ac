import type { ChatBody, Fields, Refusal } from './serverKind.ts';

/** OpenAI's own shape: message, type, param and code in an object. */
export function openAiError(status: number, message: string, more: Fields = {}, headers: Readonly<Record<string, string>> = {}): Refusal {
	return { status, headers, body: { error: { message, type: 'invalid_request_error', param: null, code: null, ...more } } };
}

/** `refuses` of a field that is refused whenever it is there. */
export function whenSent(field: string, refusal: (value: unknown) => Refusal): (body: ChatBody) => Refusal | undefined {
	return (body) => (body[field] === undefined ? undefined : refusal(body[field]));
}

/** What `response_format` asks for. */
export function formatOf(body: ChatBody): string | undefined {
	return (body['response_format'] as { readonly type?: string } | undefined)?.type;
}

/** A line of a stream. */
export const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

export const DONE = 'data: [DONE]\n\n';

/** Cards as most servers have them. */
export function listOf(ids: readonly string[], more: Fields = {}): Fields {
	return { object: 'list', data: ids.map((id) => ({ id, object: 'model', created: 1_760_000_000, owned_by: 'owner', ...more })) };
}
