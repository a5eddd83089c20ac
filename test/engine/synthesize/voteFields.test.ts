import { describe, expect, it } from 'vitest';
import { createFormsOf } from '../../../nodes/engine/evaluate/answerForm';
import { voteFields } from '../../../nodes/engine/synthesize/voteFields';

describe('voteFields', () => {
	it('gives each field the value that most answers give, and says how it was decided', () => {
		const { data, fields } = voteFields([
			{ city: 'Bern', year: 1848 },
			{ city: 'bern ', year: 1848 },
			{ city: 'Basel', year: 1850 },
		]);
		expect(data).toEqual({ city: 'Bern', year: 1848 });
		expect(fields).toEqual([
			{ path: 'city', value: 'Bern', votes: 2, of: 3, others: [{ value: 'Basel', votes: 1 }], isTie: false },
			{ path: 'year', value: 1848, votes: 2, of: 3, others: [{ value: 1850, votes: 1 }], isTie: false },
		]);
	});

	it('merges objects inside, and takes a list as one value', () => {
		const { data } = voteFields([{ a: { b: 1, c: [1, 2] } }, { a: { b: 1, c: [2, 1] } }, { a: { b: 2, c: [1, 2] } }]);
		expect(data).toEqual({ a: { b: 1, c: [1, 2] } });
	});

	it('takes a number for one, however it is written', () => {
		const { data, fields } = voteFields([
			{ price: '$1,800' },
			{ price: 1800 },
			{ price: '1,800' },
			{ price: '1800 dollars' },
			{ price: 18 },
		]);
		expect(data).toEqual({ price: '$1,800' });
		expect(fields).toMatchObject([{ votes: 4, of: 5 }]);
	});

	it.each<readonly [one: unknown, other: unknown, areOne: boolean]>([
		['1,800', 1800, true],
		['$1,800', 1800, true],
		['$1,800.00', '1800', true],
		['1 800 €', 1800, true],
		['1.8e3', 1800, true],
		[-0, 0, true],
		['1800 dollars', 1800, true],
		[['$1,800', 'Red'], [1800, 'red'], true],
		[[{ b: '1,800', a: 1 }], [{ a: 1, b: 1800 }], true],
		[' RED ', '**red**', true],
		['1,800', 1.8, false],
		['1,800', 18_00.5, false],
		['-1,800', 1800, false],
		['1800 or 1900', 1800, false],
		[[1, 2], [2, 1], false],
		['', 0, false],
		[true, 1, false],
	])('counts %j and %j together as Vote by field does: %s', (one, other, areOne) => {
		const [{ votes } = { votes: 0 }] = voteFields([{ a: [one] }, { a: [other] }]).fields;
		const [{ votes: bareVotes } = { votes: 0 }] = voteFields([{ a: one }, { a: other }]).fields;
		const [first, second] = createFormsOf({ kind: 'field', path: 'a' })([
			{ text: '', data: { a: one } },
			{ text: '', data: { a: other } },
		]);
		expect([bareVotes === 2, first === second]).toEqual([areOne, areOne]);
		// Inside of a list there is no bare number beside it to tell what is meant by words.
		expect(votes === 2).toBe(areOne && one !== '1800 dollars');
	});

	it('lets ties go to the better-ranked answer, and says so', () => {
		expect(voteFields([{ a: 'x' }, { a: 'y' }])).toMatchObject({ data: { a: 'x' }, fields: [{ isTie: true, votes: 1 }] });
	});

	it('leaves out a field that fewer than half of the answers have, and tells what they gave', () => {
		expect(voteFields([{ a: 1, extra: 'x' }, { a: 1 }, { a: 1 }])).toEqual({
			data: { a: 1 },
			fields: [
				expect.objectContaining({ path: 'a' }),
				{ path: 'extra', value: undefined, votes: 2, of: 3, others: [{ value: 'x', votes: 1 }], isTie: false },
			],
		});
	});

	it('keeps null, false, zero and the empty text as values, and a key named __proto__ as a key', () => {
		expect(voteFields([{ a: null, b: false, c: 0, d: '' }]).data).toEqual({ a: null, b: false, c: 0, d: '' });
		expect(Object.keys(voteFields([JSON.parse('{"__proto__": 1}') as unknown]).data as object)).toEqual(['__proto__']);
	});

	it('votes on answers that are no objects as a whole', () => {
		expect(voteFields([5, 5, 6])).toMatchObject({ data: 5, fields: [{ path: '', votes: 2, of: 3 }] });
		expect(voteFields([])).toEqual({ data: undefined, fields: [] });
	});
});
