import { describe, expect, it } from 'vitest';
import { LookUps } from '../../../../nodes/engine/fanout/rounds/lookUps';

const asked = (words: string) => JSON.stringify({ query: words });
const after = (...words: readonly string[]) => {
	const lookUps = new LookUps();
	for (const each of words) lookUps.begin(1, 'search', asked(each));
	return lookUps;
};

describe('LookUps', () => {
	it.each([
		['the same', 'Johnnycake county', true],
		['the same in other words that tell nothing', 'What is the county of Johnnycake?', true],
		['one word more', 'Johnnycake county border', false],
		['much less', 'Johnnycake', false],
	])('knows whether it was asked before: %s', (_, words, expected) => {
		expect(after('Johnnycake county').hasAsked('search', asked(words))).toBe(expected);
	});

	it('takes another number, another sign and another tool for another question', () => {
		const lookUps = after('population 1990', '2+3');
		expect(lookUps.hasAsked('search', asked('population 1991'))).toBe(false);
		expect(lookUps.hasAsked('search', asked('2-3'))).toBe(false);
		expect(lookUps.hasAsked('search', asked('2+3'))).toBe(true);
		expect(lookUps.hasAsked('encyclopedia', asked('population 1990'))).toBe(false);
		expect(lookUps.hasAskedAnywhere('population 1990')).toBe(true);
	});

	it('reads what is no JSON as it stands', () => {
		const lookUps = new LookUps();
		lookUps.begin(1, 'search', 'McDowell County');
		expect(lookUps.hasAsked('search', asked('McDowell County'))).toBe(true);
	});

	it('forgets a call that brought nothing', () => {
		const lookUps = new LookUps();
		lookUps.withdraw(lookUps.begin(1, 'search', asked('Johnnycake')));
		expect(lookUps.hasAsked('search', asked('Johnnycake'))).toBe(false);
	});

	it.each(['C:\\Users\\Bob', 'Foo"Bar', 'Foo\u0007Bar'])('knows a name with signs that JSON escapes: %s', (name) => {
		const lookUps = after(name);
		expect([lookUps.hasAskedAnywhere(name), lookUps.covers(name)]).toEqual([true, true]);
	});

	it('keeps the latest thousand', () => {
		const lookUps = after(...Array.from({ length: 1001 }, (_, index) => `Name${'abcdefghij'[index % 10]}${index}`));
		expect(lookUps.hasAskedAnywhere('Namea0')).toBe(false);
		expect(lookUps.hasAskedAnywhere('Nameb1')).toBe(true);
		expect(lookUps.hasAskedAnywhere('Namea1000')).toBe(true);
	});

	it('covers a name whose words were all asked for in one question', () => {
		const lookUps = after('where is McDowell County', 'Stanley');
		expect(lookUps.covers('McDowell County')).toBe(true);
		expect(lookUps.covers('Stanley Hall')).toBe(false);
	});

	it('gives what all read with some tools, of the latest sixty look-ups', () => {
		const lookUps = new LookUps();
		for (let number = 1; number <= 70; number++)
			lookUps.begin(number % 3, 'search', asked(`of ${number}`)).shown = [{ text: `read ${number}`, isFinding: false }];
		lookUps.begin(1, 'crm', asked('Acme')).shown = [{ text: 'pays late', isFinding: false }];
		lookUps.begin(2, 'search', asked('under way'));
		expect(lookUps.readBy(new Set(['search', 'wiki'])).map(({ text }) => text)).toEqual(
			Array.from({ length: 60 }, (_, index) => `read ${index + 11}`),
		);
	});

	it('gives the latest of the other clones, once it is known what came of them', () => {
		const lookUps = new LookUps();
		for (const clone of [1, 2, 3, 2]) lookUps.begin(clone, 'search', asked(`of ${clone}`)).outcome = '1 found';
		lookUps.begin(2, 'search', asked('under way'));
		expect(lookUps.ofOthers(1, 2).map(({ clone }) => clone)).toEqual([3, 2]);
		expect(lookUps.ofOthers(2, 8).map(({ clone }) => clone)).toEqual([1, 3]);
	});
});
