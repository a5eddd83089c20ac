import type { ErrorObject } from 'ajv';
import { shorten } from './text/shorten';

const MOST_CHARACTERS = 60;
const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

const kindsOf: Readonly<Record<string, string>> = {
	array: 'a list',
	boolean: 'true or false',
	integer: 'a whole number',
	number: 'a number',
	object: 'an object',
	'object,boolean': 'a schema, which is an object',
	string: 'a text',
};

/** Says in plain words what is wrong with a schema, out of what the schema of all schemas says of it: several things at each place, of which one helps. */
export function explainSchemaError(schema: unknown, errors: readonly ErrorObject[]): string {
	const [first] = errors;
	if (first === undefined) return 'it has another shape';
	const here = errors.filter(({ instancePath }) => instancePath === first.instancePath);
	const steps = first.instancePath.split('/').slice(1).map(readStep);
	const value = valueAt(schema, steps);
	const path = steps.join(' › ') || 'it';
	if (steps.at(-1) === 'type' && here.length > 1) {
		const wrong = Array.isArray(value) ? value.find((each) => !TYPES.includes(String(each))) : value;
		return `${path} is ${quote(wrong)}, and it is one of ${TYPES.join(', ')}`;
	}
	const issue = here.find(({ keyword }) => keyword !== 'anyOf') ?? first;
	return `${path} is ${quote(value)}, and it ${explain(issue)}`;
}

function quote(value: unknown): string {
	return shorten(JSON.stringify(value) ?? 'empty', MOST_CHARACTERS);
}

function explain({ keyword, params, message = 'does not fit' }: ErrorObject): string {
	if (keyword === 'type') return `must be ${kindsOf[String(params['type'])] ?? String(params['type'])}`;
	if (keyword === 'enum') return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
	if (keyword === 'minItems') return 'must not be empty';
	if (keyword === 'uniqueItems') return 'must not name anything twice';
	if (keyword === 'minimum') return `must be at least ${params['limit']}`;
	if (keyword === 'exclusiveMinimum') return `must be more than ${params['limit']}`;
	return message;
}

/** A step of a JSON Pointer (RFC 6901). */
function readStep(step: string): string {
	return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function valueAt(value: unknown, steps: readonly string[]): unknown {
	return steps.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], value);
}
