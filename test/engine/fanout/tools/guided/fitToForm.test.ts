import { describe, expect, it } from 'vitest';
import { fitToForm } from '../../../../../nodes/engine/fanout/tools/guided/fitToForm';
import { findingsSchema } from '../../../../../nodes/engine/fanout/tools/guided/postFindings';

const finding = { sentence: 1, claim: 'It is high.' };
const step = {
	type: 'object',
	properties: { next: { type: 'string', enum: ['Look_up', 'open-page', 'done'] }, ask: { type: 'string' } },
	required: ['next'],
	additionalProperties: false,
};

describe('fitToForm', () => {
	it.each([
		['numbers that are text', { findings: [{ ...finding, sentence: '1' }] }],
		['numbers as they are shown', { findings: [{ ...finding, sentence: '[1]' }] }],
		['a list without what is around it', [finding]],
		['an entry of the list alone', finding],
		['fields that nobody asked for', { reason: 'x', findings: [{ ...finding, quote: 'y' }] }],
	])('reads %s', (_, value) => {
		expect(fitToForm(value, findingsSchema)).toEqual({ findings: [finding] });
	});

	it('reads a name in other letters, and a number where text is asked for', () => {
		expect(fitToForm({ next: 'look up', ask: 330 }, step)).toEqual({ next: 'Look_up', ask: '330' });
		expect(fitToForm({ next: 'Done.' }, step)).toEqual({ next: 'done' });
	});

	it.each([[{ next: 'google it' }], [{ next: '' }], [{ next: ['Look_up'] }], ['Look_up'], [null], [5], [[]]])(
		'leaves %j as it is',
		(value) => {
			expect(fitToForm(value, step)).toEqual(value);
		},
	);

	it('keeps what no schema knows, and a text that is no number', () => {
		expect(fitToForm({ a: 1, b: 'x' }, { type: 'object', properties: { b: { type: 'number' } } })).toEqual({ a: 1, b: 'x' });
		expect(fitToForm('anything', {})).toBe('anything');
	});
});
