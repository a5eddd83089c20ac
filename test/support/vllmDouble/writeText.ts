const WORDS = 'the a clone writes some words about what it was asked and then it stops because nothing more is left to say here now'.split(
	' ',
);

/** Words that mean nothing, the same for the same random numbers. */
export function writeProse(random: () => number, tokens: number): string {
	const words = Array.from({ length: tokens }, () => WORDS[Math.floor(random() * WORDS.length)]!);
	return words.join(' ');
}

type Schema = Readonly<Record<string, unknown>>;

const TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);

/** The words of vLLM's grammar compiler about the first type that does not exist; undefined when there is none. */
export function findInvalidType(schema: unknown): string | undefined {
	if (schema === null || typeof schema !== 'object') return undefined;
	const { type, enum: _enum, const: _const, ...rest } = schema as Schema;
	const named = Array.isArray(type) ? type : type === undefined ? [] : [type];
	const wrong = named.find((name) => typeof name === 'string' && !TYPES.has(name));
	if (wrong !== undefined) return `Invalid type: ${String(wrong)}`;
	for (const [key, value] of Object.entries(rest)) {
		const children = key === 'properties' || key === '$defs' ? Object.values(value as Schema) : Array.isArray(value) ? value : [value];
		for (const child of children) {
			const found = findInvalidType(child);
			if (found !== undefined) return found;
		}
	}
	return undefined;
}

/** A value that the schema allows; knows types, enum, const, anyOf, $ref into $defs, and the bounds of arrays, texts and numbers. */
export function writeValue(schema: Schema, random: () => number, root: Schema = schema): unknown {
	if ('const' in schema) return schema.const;
	if (Array.isArray(schema.enum)) return schema.enum[Math.floor(random() * schema.enum.length)];
	if (typeof schema.$ref === 'string') return writeValue(follow(schema.$ref, root), random, root);
	const choices = schema.anyOf ?? schema.oneOf;
	if (Array.isArray(choices)) return writeValue(choices[0] as Schema, random, root);

	const type = Array.isArray(schema.type) ? (schema.type[0] as unknown) : schema.type;
	const least = (name: string, otherwise: number) => (typeof schema[name] === 'number' ? schema[name] : otherwise);
	switch (type) {
		case 'array':
			return Array.from({ length: Math.max(least('minItems', 0), 1) }, () => writeValue((schema.items ?? {}) as Schema, random, root));
		case 'string':
			return writeProse(random, 2).padEnd(least('minLength', 0), 'x').slice(0, least('maxLength', 1000));
		case 'integer':
		case 'number':
			return Math.min(least('maximum', 1e9), least('minimum', 0) + Math.floor(random() * 10));
		case 'boolean':
			return random() < 0.5;
		case 'null':
			return null;
		default: {
			const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
			return Object.fromEntries(properties.map(([name, property]) => [name, writeValue(property, random, root)]));
		}
	}
}

function follow(reference: string, root: Schema): Schema {
	const path = reference.replace(/^#\//, '').split('/');
	return path.reduce<unknown>((at, name) => (at as Schema)[name], root) as Schema;
}
