import { describe, expect, it } from 'vitest';
import type { InvalidInputError } from '../../nodes/engine/errors';
import { compileSchema } from '../../nodes/engine/jsonSchema';
import { refuseExample } from '../../nodes/engine/refuseExample';

function refusalOf(schema: Record<string, unknown>): InvalidInputError | undefined {
	try {
		refuseExample(schema);
		return undefined;
	} catch (error) {
		return error as InvalidInputError;
	}
}

const adviceOf = (schema: Record<string, unknown>): unknown =>
	JSON.parse(/^Write what each field holds: (.*)\.$/.exec(refusalOf(schema)?.advice ?? '')?.[1] ?? 'null');

describe('refuseExample', () => {
	it('refuses an example, and gives the schema that it fits', () => {
		const example = { name: 'Anna', age: 3 };
		expect(refusalOf(example)).toMatchObject({
			name: 'InvalidInputError',
			message: 'This looks like an example, not a schema: "name" is no word of JSON Schema',
			field: 'JSON Schema',
		});
		expect(adviceOf(example)).toEqual({
			type: 'object',
			properties: { name: { type: 'string' }, age: { type: 'number' } },
			required: ['name', 'age'],
		});
	});

	it.each([
		[{ title: 'Dune', price: 12.5, inStock: true }],
		[{ person: { name: 'Anna', tags: ['a', 'b'] }, orders: [{ id: 1 }], note: null, none: [] }],
		[{ format: 'pdf', pages: 3 }],
		[{ id: 7, name: 'Anna' }],
		[{ a: { b: { c: { d: { e: { f: 1 } } } } } }],
	])('advises a schema that is one, and that the example fits: %j', (example) => {
		const advice = adviceOf(example) as Record<string, unknown>;
		expect(refusalOf(advice)).toBeUndefined();
		expect(compileSchema(advice)(example)).toEqual([]);
	});

	it('takes the names of types for what they say', () => {
		expect(adviceOf({ name: 'string', age: 'integer' })).toMatchObject({
			properties: { name: { type: 'string' }, age: { type: 'integer' } },
		});
	});

	it('advises few words for a big example', () => {
		const big = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field ${index}`, { nested: { more: index } }]));
		expect(refusalOf(big)?.advice.length).toBeLessThan(700);
		expect(refusalOf(adviceOf(big) as Record<string, unknown>)).toBeUndefined();
	});

	it.each([
		[{}],
		[{ type: 'object' }],
		[{ $ref: '#/$defs/a', $defs: { a: {} } }],
		[{ anyOf: [{}] }],
		[{ allOf: [{}] }],
		[{ oneOf: [{}] }],
		[{ not: {} }],
		[{ if: {}, then: {} }],
		[{ enum: [1] }],
		[{ const: 1 }],
		[{ properties: { name: {} } }],
		[{ required: ['name'] }],
		[{ items: {} }],
		[{ minimum: 3, unit: 'kg' }],
		[{ pattern: '^a' }],
		[{ title: 'A person', description: 'Any' }],
		[{ 'x-note': 1 }],
		[{ $schema: 'http://json-schema.org/draft-07/schema#', note: 'mine' }],
	])('lets a schema pass that names no type: %j', (schema) => {
		expect(refusalOf(schema)).toBeUndefined();
	});
});
