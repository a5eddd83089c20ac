import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { z } from '../../../nodes/engine/checkInput';
import { checkOptions } from '../../../nodes/shared/checkOptions';
import { readGroups } from '../../../nodes/shared/readGroups';

const group = (displayName: string, name: string, field: string, label: string): INodeProperties => ({
	...{ displayName, name, type: 'collection', default: {} },
	options: [{ displayName: label, name: field, type: 'number', default: 1 }],
});
const groups = [group('Options', 'options', 'rounds', 'Rounds'), group('Limits', 'limits', 'retries', 'Retries')] as const;
const read = (values: Readonly<Record<string, unknown>>) => readGroups(groups, (name) => values[name]);

describe('readGroups', () => {
	it('reads what is set in all groups as one object', () => {
		expect(read({ options: { rounds: 2 }, limits: { retries: 0 } })).toEqual({ rounds: 2, retries: 0 });
	});

	it('reads nothing from a group that is not there, or that an expression leaves empty', () => {
		expect(read({ options: null })).toEqual({});
	});

	it('reads a field under Options that has moved to another group', () => {
		expect(read({ options: { retries: 4 } })).toEqual({ retries: 4 });
		expect(read({ options: { retries: 4 }, limits: { retries: 1 } })).toEqual({ retries: 1 });
	});

	it.each([['many'], [3], [['retries']]])('names a group that is %o', (value) => {
		expect(() => read({ limits: value })).toThrow('Limits cannot be used: it is not an object');
	});

	it('leaves it to checkOptions to name the group that a wrong value stands in', () => {
		const schema = z.object({ rounds: z.number().optional(), retries: z.number().optional() });
		expect(() => checkOptions(schema, { retries: 'many' }, ...groups)).toThrow('Limits › Retries cannot be used: it is not a number');
		expect(() => checkOptions(schema, { rounds: 'many' }, ...groups)).toThrow('Options › Rounds cannot be used: it is not a number');
	});
});
