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

	it.each([
		[{ type: 'banana' }, 'type is "banana", and it is one of string, number, integer, boolean, object, array, null'],
		[{ type: 'object', properties: { age: { type: 'int' } } }, 'properties › age › type is "int", and it is one of string, number'],
		[{ type: ['string', 'date'] }, 'type is "date", and it is one of string, number'],
		[{ type: 5 }, 'type is 5, and it is one of string, number'],
		[{ type: 'object', properties: { name: 'Anna' } }, 'properties › name is "Anna", and it must be a schema, which is an object'],
		[{ type: 'object', properties: ['name'] }, 'properties is ["name"], and it must be an object'],
		[{ type: 'object', required: 'name' }, 'required is "name", and it must be a list'],
		[{ type: 'object', required: ['name', 'name'] }, 'required is ["name","name"], and it must not name anything twice'],
		[{ type: 'object', properties: { 'a/b~c': { minLength: -1 } } }, 'properties › a/b~c › minLength is -1, and it must be at least 0'],
		[{ anyOf: [] }, 'anyOf is [], and it must not be empty'],
		[{ multipleOf: 0 }, 'multipleOf is 0, and it must be more than 0'],
		[{ $ref: '#/definitions/person' }, '$ref names #/definitions/person, which is not there'],
		[{ $schema: 'https://example.org/own', type: 'object' }, '$schema names https://example.org/own, which is none of the drafts'],
		[{ type: 'object', id: 'person' }, 'id is called $id in the drafts that are understood'],
	])('says in plain words what is wrong with the schema %j', (schema, words) => {
		for (const $schema of [undefined, 'https://json-schema.org/draft/2020-12/schema']) {
			const given = { ...($schema && { $schema }), ...schema };
			expect(() => compileSchema(given)).toThrow(`The JSON Schema is not a valid JSON Schema: ${words}`);
		}
	});

	it('names what an answer may be where only some values are allowed', () => {
		const check = compileSchema({
			properties: { colour: { enum: ['red', 'blue'] }, kind: { const: 'fruit' }, many: { enum: [...Array(30).keys()] } },
		});
		expect(check({ colour: 'green', kind: 'herb', many: 99 })).toEqual([
			'colour must be one of "red", "blue"',
			'kind must be "fruit"',
			expect.stringMatching(/^many must be one of 0, 1, .* 19, …$/),
		]);
	});
});
