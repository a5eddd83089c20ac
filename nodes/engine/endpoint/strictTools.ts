/** What a schema may say where servers are to hold the arguments to it: OpenAI refuses the call for anything else. */
const TAKEN = new Set([
	'type',
	'properties',
	'required',
	'additionalProperties',
	'items',
	'enum',
	'const',
	'anyOf',
	'description',
	'title',
	'minimum',
	'maximum',
	'minItems',
	'maxItems',
]);
const TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);
const DEEPEST = 5;

type Schema = Readonly<Record<string, unknown>>;

/**
 * Whether `strict` may stand beside this schema of an answer or of a tool's arguments: vLLM then writes no other arguments, which matters most for small models.
 *
 * Without it, vLLM lets any arguments through, even where it is told that a tool must be called.
 */
export function fitsStrict(schema: Schema): boolean {
	return schema['type'] === 'object' && isTaken(schema, 0);
}

function isTaken(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > DEEPEST) return false;
	const schema = value as Schema;
	if (Object.keys(schema).some((key) => !TAKEN.has(key))) return false;
	const { type, items, anyOf } = schema;
	if (anyOf !== undefined) return Array.isArray(anyOf) && anyOf.every((each) => isTaken(each, depth + 1));
	const types = Array.isArray(type) ? type : [type];
	if (types.some((each) => !TYPES.has(each as string))) return false;
	if (types.includes('object') && !isClosed(schema, depth)) return false;
	return !types.includes('array') || isTaken(items, depth + 1);
}

/** Every property is named and must be there. */
function isClosed({ properties, required, additionalProperties }: Schema, depth: number): boolean {
	if (additionalProperties !== false || typeof properties !== 'object' || properties === null) return false;
	const needed = new Set(Array.isArray(required) ? required : []);
	return Object.entries(properties).every(([name, property]) => needed.has(name) && isTaken(property, depth + 1));
}
