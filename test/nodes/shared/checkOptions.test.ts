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
		{ displayName: 'Max Tokens', name: 'maxTokens', type: 'number', default: 1 },
		{
			displayName: 'Cache Answers',
			name: 'cache',
			type: 'fixedCollection',
			default: {},
			options: [
				{
					displayName: 'Settings',
					name: 'settings',
					values: [{ displayName: 'Keep for (Hours)', name: 'keepForHours', type: 'number', default: 1 }],
				},
			],
		},
	],
};
const schema = z.object({
	maxTokens: z.number().default(1),
	cache: z.object({ settings: z.array(z.object({ keepForHours: z.number() })) }).optional(),
});

describe('checkOptions', () => {
	it('reads what fits, defaults filled in', () => {
		expect(checkOptions(schema, {}, field)).toEqual({ maxTokens: 1 });
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
