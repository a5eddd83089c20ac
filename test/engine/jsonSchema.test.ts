import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../nodes/engine/jsonSchema';

describe('compileSchema', () => {
	it('names each place where an answer does not fit', () => {
		const check = compileSchema({
			type: 'object',
			properties: { age: { type: 'number' }, name: { type: 'string' } },
			required: ['age', 'name'],
		});
		expect(check({ age: 3, name: 'a' })).toEqual([]);
		expect(check({ age: 'three' })).toEqual(["the answer must have required property 'name'", 'age must be number']);
	});

	it('names what an answer must not have', () => {
		const check = compileSchema({ type: 'object', properties: { a: {} }, additionalProperties: false });
		expect(check({ a: 1, b: 2 })).toEqual(['the answer must not have "b"']);
	});

	it('understands drafts newer than 7 where the schema says so', () => {
		const check = compileSchema({
			$schema: 'https://json-schema.org/draft/2020-12/schema',
			type: 'array',
			prefixItems: [{ type: 'number' }],
		});
		expect(check([1])).toEqual([]);
		expect(check(['one'])).toEqual(['0 must be number']);
	});

	it('lets unknown keywords and formats pass, as grammars on servers do', () => {
		expect(compileSchema({ type: 'string', format: 'date', 'x-note': 1 })('soon')).toEqual([]);
	});

	it('refuses what is no schema, with an example', () => {
		expect(() => compileSchema({ type: 'objekt' })).toThrow(
			expect.objectContaining({
				name: 'InvalidInputError',
				message: expect.stringContaining('JSON Schema is not a valid JSON Schema'),
				advice: expect.stringContaining('for example'),
			}),
		);
	});
});
