import { InvalidInputError } from './errors';

type Json = Readonly<Record<string, unknown>>;

/** Any of these alone makes a schema: it says what fits, or where that is said. */
const SAYING = new Set(
	`$schema $id $ref $dynamicRef $recursiveRef $anchor $dynamicAnchor $defs definitions type enum const allOf anyOf oneOf not if then else
	properties patternProperties additionalProperties unevaluatedProperties propertyNames required dependencies dependentRequired dependentSchemas
	minProperties maxProperties items prefixItems additionalItems unevaluatedItems contains minContains maxContains minItems maxItems uniqueItems
	minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern contentSchema`.split(/\s+/),
);
/** These stand in schemas, but in examples too: of a title alone nobody can tell. */
const DESCRIBING = new Set(
	'title description default examples example format deprecated readOnly writeOnly nullable $comment contentEncoding contentMediaType'.split(
		' ',
	),
);
const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const MOST_CHARACTERS = 600;

/**
 * Refuses an example of the answer that stands where its schema should: every word of it would be ignored, and any answer fit.
 *
 * @throws InvalidInputError whose advice is the schema that the example fits.
 */
export function refuseExample(schema: Json, field = 'JSON Schema'): void {
	const words = Object.keys(schema);
	const isUnknown = (word: string) => !DESCRIBING.has(word) && !word.startsWith('x-');
	if (words.some((word) => SAYING.has(word)) || !words.some(isUnknown)) return;
	throw new InvalidInputError(
		`This looks like an example, not a schema: ${JSON.stringify(words.find(isUnknown))} is no word of JSON Schema`,
		`Write what each field holds: ${write(schema)}.`,
		field,
	);
}

/** As deep as people can still read it. */
function write(example: Json): string {
	const written = [4, 2, 1].map((depth) => JSON.stringify(schemaOf(example, depth)));
	return (
		written.find(({ length }) => length <= MOST_CHARACTERS) ??
		'{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"]}'
	);
}

function schemaOf(value: unknown, depth: number): Json {
	if (value === null) return {};
	if (Array.isArray(value))
		return { type: 'array', ...(depth > 0 && value.length > 0 && { items: schemaOf((value as unknown[])[0], depth - 1) }) };
	if (typeof value !== 'object') return { type: typeOf(value) };
	if (depth === 0) return { type: 'object' };
	const properties = Object.entries(value).map(([name, each]) => [name, schemaOf(each, depth - 1)] as const);
	return { type: 'object', properties: Object.fromEntries(properties), required: properties.map(([name]) => name) };
}

/** Some write the name of the type in the place of a value. */
function typeOf(value: unknown): string {
	return typeof value === 'string' && TYPES.includes(value) ? value : typeof value;
}
