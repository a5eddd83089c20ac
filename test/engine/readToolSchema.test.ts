import { describe, expect, it } from 'vitest';
import { z as z3 } from 'zod/v3';
import { z as z4 } from 'zod/v4';
import { readToolSchema } from '../../nodes/engine/readToolSchema';

const expected = {
	type: 'object',
	properties: { q: { type: 'string', description: 'What to look for' }, many: { type: 'number' } },
	required: ['q'],
};

describe('readToolSchema', () => {
	it.each([
		['zod 3', z3.object({ q: z3.string().describe('What to look for'), many: z3.number().optional() })],
		[
			'zod 3 that is turned into text',
			z3.object({ q: z3.string().describe('What to look for'), many: z3.number().optional() }).transform(({ q }) => q),
		],
		['zod 4', z4.object({ q: z4.string().describe('What to look for'), many: z4.number().optional() })],
		['JSON Schema', { $schema: 'http://json-schema.org/draft-07/schema#', ...expected }],
	])('reads %s', (_, schema) => {
		expect(readToolSchema(schema)).toMatchObject(expected);
		expect(readToolSchema(schema)).not.toHaveProperty('$schema');
	});

	it.each([
		['nothing', undefined],
		['a text', 'q'],
		['a schema of no object', z3.string()],
	])('takes any object where the tool says %s', (_, schema) => {
		expect(readToolSchema(schema)).toEqual({ type: 'object', properties: {} });
	});
});
