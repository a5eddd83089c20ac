/** One thing that a server refuses, and what is sent in its place. */
export interface Concession {
	/** A field of the body, or `whole` (an answer that is not streamed), `tools.strict`, `response_format.strict`, `response_format.json_schema`, `response_format.json_object`. */
	readonly refused: string;
	/** Sent in its place; absent: nothing. */
	readonly instead?: string;
	/** Refused only where this field is sent, too. */
	readonly beside?: string;
	/** Refused only for this JSON Schema, as text. */
	readonly schema?: string;
	/** What the server said, in one line. */
	readonly words: string;
}

export type Body = Record<string, unknown>;

/** Sent with another field, and refused or without meaning where that one is missing. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = { logprobs: ['top_logprobs'], stream: ['stream_options'] };

/** Changes the body as the server wants it, in the order in which that was learnt, and gives the concessions that changed something. */
export function applyConcessions(body: Body, concessions: readonly Concession[]): readonly Concession[] {
	return concessions.filter((concession) => {
		if (!concerns(concession, body)) return false;
		apply(concession, body);
		return true;
	});
}

/** Takes a field out of the body; `strict` is that of the tools and of the JSON schema. */
export function leaveOutField(body: Body, field: string): void {
	if (field === 'strict' || field === 'tools.strict') for (const described of functionsOf(body)) delete described['strict'];
	if (field === 'strict' || field === 'response_format.strict') delete schemaFormatOf(body)?.['strict'];
	if (field.startsWith('response_format.') && field !== 'response_format.strict') delete body['response_format'];
	for (const each of [field, ...(COMPANIONS[field] ?? [])]) delete body[each];
}

/** Whether a body has what a concession calls refused. */
export function isSent(body: Body, refused: string): boolean {
	if (refused === 'tools') return Array.isArray(body['tools']) && body['tools'].length > 0;
	if (refused === 'whole') return body['stream'] !== true;
	if (refused === 'tools.strict') return functionsOf(body).some((described) => 'strict' in described);
	if (refused === 'response_format.strict') return 'strict' in (schemaFormatOf(body) ?? {});
	if (refused.startsWith('response_format.')) return refused === `response_format.${formatOf(body)}`;
	return body[refused] !== undefined;
}

/** The kind of `response_format` that is sent: `json_schema`, `json_object` … */
export function formatOf(body: Body): string | undefined {
	return (body['response_format'] as { type?: string } | null | undefined)?.type;
}

export function schemaOf(body: Body): Readonly<Record<string, unknown>> | undefined {
	return schemaFormatOf(body)?.['schema'] as Readonly<Record<string, unknown>> | undefined;
}

function concerns({ refused, beside, schema }: Concession, body: Body): boolean {
	return isSent(body, refused) && (beside === undefined || isSent(body, beside)) && (schema === undefined || schema === textOf(body));
}

export function textOf(body: Body): string {
	return JSON.stringify(schemaOf(body));
}

function apply({ refused, instead }: Concession, body: Body): void {
	if (instead === 'json_object') {
		body['response_format'] = { type: 'json_object' };
		return;
	}
	if (refused === 'whole') {
		Object.assign(body, { stream: true, stream_options: { include_usage: true } });
		return;
	}
	if (instead !== undefined) body[instead] ??= body[refused];
	leaveOutField(body, refused);
}

function functionsOf({ tools }: Body): ReadonlyArray<Record<string, unknown>> {
	if (!Array.isArray(tools)) return [];
	return (tools as ReadonlyArray<{ function?: Record<string, unknown> } | null>)
		.map((tool) => tool?.function)
		.filter((described) => described !== undefined);
}

function schemaFormatOf({ response_format: format }: Body): Record<string, unknown> | undefined {
	return (format as { json_schema?: Record<string, unknown> } | null | undefined)?.json_schema;
}
