import Ajv, { type ErrorObject } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { CpuBudget } from './cpuBudget';
import { InvalidInputError } from './errors';
import { explainSchemaError } from './explainSchemaError';
import { refuseExample } from './refuseExample';
import { shorten } from './text/shorten';

/** Says what is wrong with `data`, as a list of short sentences; empty when it fits. */
export type SchemaCheck = (data: unknown) => readonly string[];

/** A pattern of the schema, or a list whose items must differ, can be made to take minutes by what is checked. An honest answer takes about a millisecond. */
const MOST_MS = 50;
const MOST_COMPLAINTS = 20;
/** Of one value that a schema allows. */
const MOST_CHARACTERS = 60;

const newerDraft = /draft\/20(19|20)/;
const options = { strict: false, allErrors: true, logger: false, validateFormats: false } as const;

/** Compiling the schema of all schemas takes ten times what a schema takes: once for each draft is enough. */
const drafts = { usual: draftOf(Ajv), newer: draftOf(Ajv2020) };

function draftOf(Validator: typeof Ajv | typeof Ajv2020) {
	let validator: Ajv | Ajv2020 | undefined;
	return { Validator, whole: () => (validator ??= new Validator(options)) };
}

/**
 * Turns a JSON Schema into a check.
 *
 * Understands draft-07 and, where `$schema` says so, 2019-09 and 2020-12. Unknown keywords are ignored and `format` is not checked, as vLLM's
 * grammars do neither. At most 20 sentences; data that keeps the check busy for too long does not fit.
 *
 * @param whole what the sentences call the data as a whole.
 * @throws InvalidInputError when the schema itself is not one.
 */
export function compileSchema(schema: Readonly<Record<string, unknown>>, field = 'JSON Schema', whole = 'the answer'): SchemaCheck {
	const draft = newerDraft.test(String(schema['$schema'] ?? '')) ? drafts.newer : drafts.usual;
	try {
		// Only an asynchronous schema would give a promise, and the drafts are none.
		if (draft.whole().validateSchema(schema) === false) throw new Error(explainSchemaError(schema, draft.whole().errors ?? []));
		// One of its own each time, so that no schema is kept once its run has ended.
		const validate = new draft.Validator({ ...options, validateSchema: false }).compile(schema);
		return (data) => {
			const checked = new CpuBudget(MOST_MS).run(() => validate(data));
			if (checked === undefined) return [`${whole} takes too long to check`];
			if (checked.result) return [];
			return (validate.errors ?? [])
				.slice(0, MOST_COMPLAINTS)
				.map((error) => `${error.instancePath === '' ? whole : error.instancePath.slice(1)} ${describe(error)}`);
		};
	} catch (error) {
		throw new InvalidInputError(
			`The ${field} is not a valid JSON Schema: ${inPlainWords((error as Error).message)}`,
			'Correct the schema, for example { "type": "object", "properties": { "answer": { "type": "number" } }, "required": ["answer"] }.',
			field,
		);
	}
}

function inPlainWords(message: string): string {
	return message
		.replace(/^can't resolve reference (\S{1,200}) from id .*$/s, '$ref names $1, which is not there')
		.replace(/^no schema with key or ref "(.{1,200})"$/, '$schema names $1, which is none of the drafts 07, 2019-09 and 2020-12')
		.replace(/^NOT SUPPORTED: keyword "id", use "\$id".*$/s, 'id is called $id in the drafts that are understood');
}

/**
 * Turns the schema that a user gave for answers into a check.
 *
 * @throws InvalidInputError when it is none, or an example of an answer.
 */
export function compileAnswerSchema(schema: Readonly<Record<string, unknown>>): SchemaCheck {
	refuseExample(schema);
	return compileSchema(schema);
}

/** ajv says that there is too much or something else, and not what. */
function describe({ keyword, params, message = 'does not fit' }: ErrorObject): string {
	if (keyword === 'additionalProperties') return `must not have ${JSON.stringify(params['additionalProperty'])}`;
	if (keyword === 'enum') return `must be one of ${list(params['allowedValues'] as readonly unknown[])}`;
	if (keyword === 'const') return `must be ${JSON.stringify(params['allowedValue'])}`;
	return message;
}

function list(values: readonly unknown[]): string {
	const shown = values.slice(0, MOST_COMPLAINTS).map((value) => shorten(JSON.stringify(value), MOST_CHARACTERS));
	return `${shown.join(', ')}${values.length > shown.length ? ', …' : ''}`;
}
