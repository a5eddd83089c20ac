import { describe, expect, it } from 'vitest';
import { anyObject, checkInput, z } from '../../nodes/engine/checkInput';

describe('checkInput', () => {
	it('gives what fits, defaults filled in', () => {
		expect(checkInput(z.object({ size: z.number().default(3) }), {}, 'Options')).toEqual({ size: 3 });
	});

	it.each([
		[z.number().min(2), 1, 'it must be at least 2'],
		[z.number().max(2), 3, 'it must be at most 2'],
		[z.number().positive(), 0, 'it must be more than 0'],
		[z.number().lt(2), 2, 'it must be less than 2'],
		[z.number().int(), 1.5, 'it is not a whole number'],
		[z.coerce.number(), 'banana', 'it is not a number'],
		[z.number().multipleOf(5), 3, 'it must be a multiple of 5'],
		[z.array(z.string()).min(1), [], 'it is empty'],
		[z.array(z.string()).min(2), ['a'], 'it must have at least 2 entries'],
		[z.array(z.string()).max(1), ['a', 'b'], 'it must have at most 1 entry'],
		[z.set(z.string()).min(1), new Set(), 'it is empty'],
		[z.string().min(1), '', 'it is empty'],
		[z.string().max(3), 'abcd', 'it must have at most 3 characters'],
		[z.string(), 5, 'it is not a text'],
		[z.array(z.string()), 'a', 'it is not a list'],
		[z.boolean(), 'a', 'it is neither true nor false'],
		[z.object({}), 'a', 'it is not an object'],
		[z.record(z.string(), z.string()), [], 'it is not an object'],
		[anyObject, [], 'it is not an object'],
		[z.date(), 'a', 'it is not a date'],
		[z.map(z.string(), z.string()), 'a', 'it is of another kind'],
		[z.enum(['a', 'b']), 'c', 'it must be one of a, b'],
		[z.literal('a'), 'c', 'it must be one of a'],
		[z.union([z.string(), z.number()]), [], 'it is neither a text nor a number'],
		[z.union([z.string(), z.array(z.string())]), {}, 'it is neither a text nor a list'],
		[z.union([z.string().max(1), z.number()]), 'ab', 'it must have at most 1 character'],
		[z.union([z.string(), z.object({ value: z.string() })]), { value: 5 }, 'it has another shape'],
		[z.union([z.discriminatedUnion('is', [z.object({ is: z.literal('a') })]), z.string()]), { is: 'b' }, 'it has another shape'],
		[z.strictObject({}), { a: 1, b: 2 }, 'it must not have a, b'],
		[z.url(), 'banana', 'it is not written as url'],
		[z.string().regex(/^a/), 'banana', 'it is not written as it must be'],
		[z.string().regex(/^a/, 'it must begin with a'), 'banana', 'it must begin with a'],
		[z.union([z.string(), z.number()], { error: 'it is no name' }), [], 'it is no name'],
		[z.array(z.string()).min(1, 'choose one'), [], 'choose one'],
		[z.custom<string>(() => false), 'a', 'it has another shape'],
		[
			z
				.string()
				.optional()
				.refine((text) => text === 'a'),
			'b',
			'it has another shape',
		],
	] as const)('says in plain words why %o does not take %j', (schema, value, words) => {
		expect(() => checkInput(schema, value, 'Size')).toThrow(
			expect.objectContaining({ message: `Size cannot be used: ${words}`, field: 'Size' }),
		);
	});

	it('names the place inside of what was given', () => {
		const schema = z.object({ rows: z.array(z.discriminatedUnion('is', [z.object({ is: z.literal('a') })])) });
		expect(() => checkInput(schema, { rows: [{ is: 'b' }] }, 'Rules')).toThrow(
			'Rules › rows › 0 › is cannot be used: it has another shape',
		);
	});
});
