import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { optionGroups } from '../../../nodes/ShadowCloneFanOut/optionGroups';
import { readOptions } from '../../../nodes/ShadowCloneFanOut/readOptions';

const bounds = optionGroups.flatMap(({ name: group, options = [] }) =>
	(options as INodeProperties[]).flatMap(({ name, displayName, typeOptions: { minValue, maxValue } = {} }) => [
		...(minValue === undefined
			? []
			: [{ group, name, displayName, bound: minValue, beyond: minValue - 1, said: `it must be at least ${minValue}` }]),
		...(maxValue === undefined
			? []
			: [{ group, name, displayName, bound: maxValue, beyond: maxValue + 1, said: `it must be at most ${maxValue}` }]),
	]),
);

const read = (group: string, name: string, value: number) => readOptions((each) => (each === group ? { [name]: value } : {}));

describe('readOptions', () => {
	it.each(bounds)('takes $displayName at its bound $bound, and names no other bound beyond', ({ group, name, bound, beyond, said }) => {
		expect(read(group, name, bound)).toMatchObject({ [name]: bound });
		let message = said;
		try {
			read(group, name, beyond);
		} catch (error) {
			({ message } = error as Error);
		}
		expect(message).toContain(said);
	});

	it('finds the bounds of fields', () => expect(bounds.length).toBeGreaterThan(10));
});
