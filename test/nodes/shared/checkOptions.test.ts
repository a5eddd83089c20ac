import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { z } from '../../../nodes/engine/checkInput';
import { checkOptions } from '../../../nodes/shared/checkOptions';

const field: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	default: {},
	options: [
		{ displayName: 'Extra Body', name: 'extraBody', type: 'json', default: '{}' },
		{ displayName: 'Max Tokens', name: 'maxTokens', type: 'number', default: 1 },
		{
			displayName: 'Thinking',
			name: 'thinking',
			type: 'options',
			default: 'leave',
			options: [
				{ name: 'Leave in Text', value: 'leave' },
				{ name: 'Separate', value: 'separate' },
			],
		},
		{ displayName: 'Ways', name: 'ways', type: 'multiOptions', default: [], options: [{ name: 'Plain', value: 'plain' }] },
		{
			displayName: 'Cache Answers',
			name: 'cache',
			type: 'fixedCollection',
			default: {},
			options: [
				{
					displayName: 'Settings',
					name: 'settings',
					values: [
						{ displayName: 'Keep for (Hours)', name: 'keepForHours', type: 'number', default: 1 },
						{ displayName: 'Namespace', name: 'namespace', type: 'string', default: 'answers' },
					],
				},
			],
		},
	],
};
const schema = z.object({
	extraBody: z.unknown().optional(),
	maxTokens: z.number().default(1),
	thinking: z.enum(['separate', 'leave']).optional(),
	ways: z.array(z.string()).optional(),
	cache: z
		.object({ settings: z.array(z.object({ keepForHours: z.number().default(168), namespace: z.string().default('answers') })) })
		.optional(),
});

describe('checkOptions', () => {
	it('reads what fits, defaults filled in', () => {
		expect(checkOptions(schema, {}, field)).toEqual({ maxTokens: 1 });
	});

	it.each(['', ' ', null])('takes a field that was cleared, with %j in it, for one that was not set', (nothing) => {
		const cache = { settings: [{ keepForHours: nothing }] };
		expect(checkOptions(schema, { maxTokens: nothing, cache }, field)).toEqual({
			maxTokens: 1,
			cache: { settings: [{ keepForHours: 168, namespace: 'answers' }] },
		});
	});

	it('leaves an empty text, which may mean something, and names it not set only where it is null', () => {
		const read = (namespace: unknown) =>
			checkOptions(schema, { cache: { settings: [{ namespace }] } }, field).cache?.settings[0]?.namespace;
		expect(read('')).toBe('');
		expect(read(null)).toBe('answers');
	});

	it('leaves what a single field holds as it is', () => {
		const held = [{ seed: null, stop: '' }, new Date(0)];
		expect(held.map((extraBody) => checkOptions(schema, { extraBody }, field).extraBody)).toEqual(held);
	});

	it('names the choices of a drop-down as they stand on screen', () => {
		expect(() => checkOptions(schema, { thinking: 'deep' }, field)).toThrow(
			'Options › Thinking cannot be used: it must be one of Separate (separate), Leave in Text (leave)',
		);
	});

	it('takes choices that an expression leaves empty for none, and a list without entries for a choice', () => {
		expect(checkOptions(schema, { thinking: '', ways: '' }, field)).toEqual({ maxTokens: 1 });
		expect(checkOptions(schema, { ways: [] }, field)).toEqual({ maxTokens: 1, ways: [] });
	});

	it.each([
		[{ maxTokens: 'many' }, 'Options › Max Tokens'],
		[{ cache: { settings: [{ keepForHours: 1 }, { keepForHours: 'long' }] } }, 'Options › Cache Answers › Settings › 2 › Keep for (Hours)'],
		['none', 'Options'],
	])('names what cannot be used as it stands on screen: %o', (value, where) => {
		expect(() => checkOptions(schema, value, field)).toThrow(
			expect.objectContaining({ field: where, message: expect.stringContaining(`${where} cannot be used`) }),
		);
	});
});
