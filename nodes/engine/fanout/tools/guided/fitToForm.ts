type Schema = Readonly<Record<string, unknown>>;

const DEEPEST = 6;

/**
 * What a model meant that answered nearly by a schema, as small ones do where only words tell them the form: a number as text, a name in other letters, a list
 * or an entry of it without what is around, fields that nobody asked for. What cannot be read so stays as it is, and the check refuses it.
 */
export function fitToForm(value: unknown, schema: Schema, depth = 0): unknown {
	if (depth > DEEPEST) return value;
	const { type } = schema;
	if (Array.isArray(schema['enum'])) return fitToNames(value, schema['enum']);
	if (type === 'integer' || type === 'number') return typeof value === 'string' ? (numberIn(value) ?? value) : value;
	if (type === 'string') return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
	if (type === 'array') return Array.isArray(value) ? value.map((each) => fitToForm(each, asSchema(schema['items']), depth + 1)) : value;
	return type === 'object' ? fitToObject(value, schema, depth) : value;
}

function fitToObject(value: unknown, schema: Schema, depth: number): unknown {
	const properties = Object.entries(asSchema(schema['properties']));
	const [first] = properties;
	if (first !== undefined && properties.length === 1 && asSchema(first[1])['type'] === 'array') {
		if (Array.isArray(value)) return fitToObject({ [first[0]]: value }, schema, depth);
		if (isRecord(value) && !(first[0] in value) && hasAll(value, asSchema(asSchema(first[1])['items'])))
			return fitToObject({ [first[0]]: [value] }, schema, depth);
	}
	if (!isRecord(value)) return value;
	const others =
		schema['additionalProperties'] === false ? [] : Object.entries(value).filter(([name]) => !properties.some(([each]) => each === name));
	const own = properties
		.filter(([name]) => Object.hasOwn(value, name))
		.map(([name, each]) => [name, fitToForm(value[name], asSchema(each), depth + 1)] as const);
	return Object.fromEntries([...own, ...others]);
}

/** One of the names, where exactly one has the same letters and digits. */
function fitToNames(value: unknown, names: readonly unknown[]): unknown {
	if (typeof value !== 'string' || names.includes(value)) return value;
	const alike = names.filter((name) => typeof name === 'string' && lettersOf(name) === lettersOf(value));
	return alike.length === 1 && lettersOf(value) !== '' ? alike[0] : value;
}

function lettersOf(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** `"1"`, and `"[1]"`, as the numbers of sentences are shown. */
function numberIn(text: string): number | undefined {
	const digits = /^\[?(-?\d{1,15}(?:\.\d{1,15})?)\]?$/.exec(text.trim())?.[1];
	return digits === undefined ? undefined : Number(digits);
}

function hasAll(value: Schema, { required }: Schema): boolean {
	return Array.isArray(required) && required.length > 0 && required.every((name) => typeof name === 'string' && Object.hasOwn(value, name));
}

function asSchema(value: unknown): Schema {
	return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Schema {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
