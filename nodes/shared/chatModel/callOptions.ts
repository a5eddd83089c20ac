import type { Sampling } from '../../engine/candidate';
import type { ChatRequest } from '../../engine/endpoint/endpoint';
import { fitsStrict } from '../../engine/endpoint/strictTools';
import { asRecord } from '../../engine/endpoint/reading/lenient';
import type { ChatModel } from './chatModel';

type Field = keyof Sampling;
type Schema = Readonly<Record<string, unknown>>;

/** Names under which classes of models take a field for one call. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
	temperature: ['temperature'],
	topP: ['topP', 'top_p'],
	maxTokens: ['maxTokens', 'max_tokens', 'maxOutputTokens', 'max_completion_tokens'],
	seed: ['seed'],
	reasoningEffort: ['reasoningEffort', 'reasoning_effort'],
};
/** Values that nobody has set, to see whether they come through. */
const PROBES: Readonly<Record<Field, unknown>> = {
	temperature: 0.4142,
	topP: 0.7321,
	maxTokens: 4142,
	seed: 41_421_356,
	reasoningEffort: 'high',
};
const PROBED_SCHEMA = { type: 'object', properties: { probe41421356: { type: 'string' } } };
const DEEPEST = 4;

/** What a request sets for one call, and what of it this model lets one set. */
export interface SettledCall {
	readonly options: Schema;
	/** The sampling that really goes out from here. */
	readonly sampling: Sampling;
	readonly sendsSchema: boolean;
	/** The schema goes by `response_format`, whose answers some classes parse by themselves, and throw away what is none. */
	readonly parsesAnswer: boolean;
}

const known = new WeakMap<ChatModel, ReadonlyMap<string, string>>();

/**
 * Settles what can be set for one call of this model: what `invocationParams` shows to be sent, and nothing else.
 *
 * A model that does not show what it sends is sent nothing beside the messages.
 */
export function settleCall(model: ChatModel, { sampling, jsonSchema }: ChatRequest): SettledCall {
	const names = known.get(model) ?? learnNames(model);
	const sent = (Object.keys(sampling) as Field[]).filter((field) => sampling[field] !== undefined && names.has(field));
	const schemaName = jsonSchema === undefined ? undefined : names.get('schema');
	return {
		options: {
			...Object.fromEntries(sent.map((field) => [names.get(field), sampling[field]])),
			...(jsonSchema === undefined || schemaName === undefined ? {} : writeSchema(schemaName, jsonSchema)),
		},
		sampling: Object.fromEntries(sent.map((field) => [field, sampling[field]])),
		sendsSchema: schemaName !== undefined,
		parsesAnswer: schemaName === 'response_format',
	};
}

/** Nothing but the messages, for a model that refused what else was sent. */
export const BARE_CALL: SettledCall = { options: {}, sampling: {}, sendsSchema: false, parsesAnswer: false };

function learnNames(model: ChatModel): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	for (const field of Object.keys(NAMES) as Field[]) {
		const name = NAMES[field].find((each) => holds(paramsOf(model, { [each]: PROBES[field] }), PROBES[field], paramsOf(model, {})));
		if (name !== undefined) names.set(field, name);
	}
	const schemaName = ['response_format', 'format'].find((name) => has(paramsOf(model, writeSchema(name, PROBED_SCHEMA)), 'probe41421356'));
	if (schemaName !== undefined) names.set('schema', schemaName);
	known.set(model, names);
	return names;
}

function writeSchema(name: string, schema: Schema): Schema {
	if (name === 'format') return { format: schema };
	const strict = fitsStrict(schema) ? { strict: true } : {};
	return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, ...strict } } };
}

function paramsOf(model: ChatModel, options: Schema): unknown {
	try {
		return model.invocationParams?.(options);
	} catch {
		return undefined;
	}
}

/** The value is there, and was not before. */
function holds(params: unknown, value: unknown, before: unknown): boolean {
	return count(params, value, 0) > count(before, value, 0);
}

function count(params: unknown, value: unknown, depth: number): number {
	if (Object.is(params, value)) return 1;
	const fields = asRecord(params);
	if (fields === undefined || depth > DEEPEST) return 0;
	return Object.values(fields).reduce<number>((sum, each) => sum + count(each, value, depth + 1), 0);
}

function has(params: unknown, key: string, depth = 0): boolean {
	const fields = asRecord(params);
	if (fields === undefined || depth > DEEPEST + 2) return false;
	return key in fields || Object.values(fields).some((each) => has(each, key, depth + 1));
}
