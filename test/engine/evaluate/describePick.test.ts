import { describe, expect, it } from 'vitest';
import { describePick, type MadePick } from '../../../nodes/engine/evaluate/describePick';
import { unscored, type Opinion } from '../../../nodes/engine/evaluate/scorers/scorer';

type Assessed = MadePick['assessments'][number];

const opinion = (accepted: boolean, group?: string): Opinion => ({
	score: { kind: 'scored', value: Number(accepted), reason: '' },
	accepted,
	...(group !== undefined && { group }),
});
const noOpinion = unscored('It has no opinion');

/** Tests or rules, by who passes; undefined: no opinion. */
function checking(id: string, ...passes: ReadonlyArray<boolean | undefined>): Assessed {
	const known = passes.filter((each) => each !== undefined);
	const opinions = passes.map((each) => (each === undefined ? noOpinion : opinion(each)));
	return { id, opinions, ...(known.length > 0 && { randomPick: known.filter(Boolean).length / known.length }) };
}

/** A count of who gave the same; undefined: cannot be read. */
function counting(id: string, ...groups: ReadonlyArray<string | undefined>): Assessed {
	return { id, opinions: groups.map((group) => (group === undefined ? noOpinion : opinion(true, group))) };
}

function tell(assessments: readonly Assessed[], { picked = 0, tied = [] as readonly number[], texts = ['a', 'b', 'c', 'd', 'e'] } = {}) {
	return describePick({ assessments, picked, tied, candidates: texts.map((text) => ({ text })) });
}

describe('what a pick was worth, in a sentence', () => {
	it('says how often a random pick would have been right, where tests tell', () => {
		expect(tell([checking('runTests', true, true, true, false, false)])).toBe(
			'A random pick would have been right in 60 %, this pick passed.',
		);
	});

	it('calls right only what tests have shown', () => {
		expect(tell([checking('rules', true, true, true, false, false)])).toContain('would have passed in 60 %');
	});

	it('says that only those count that could be tested, where some could not', () => {
		expect(tell([checking('runTests', true, true, false, undefined, undefined)])).toBe(
			'Of those that could be tested, a random one would have been right in 67 %, this pick passed.',
		);
	});

	it.each([
		['runTests', 'A random pick would have been right in 40 %, this pick did not pass.'],
		['rules', 'A random pick would have passed in 40 %, this pick did not pass.'],
	])('claims of no pick that it passed %s where others outweighed them', (id, said) => {
		expect(tell([checking(id, true, true, false, false, false)], { picked: 2 })).toBe(said);
	});

	it.each(['executionAgreement', 'vote'])(
		'says what it rests on, and counts heads of all, also of those without a vote, where %s tells',
		(id) => {
			expect(tell([counting(id, 'a', 'a', 'b', undefined, undefined)])).toBe(
				'If this pick is right, a random one would have been right in 40 %.',
			);
		},
	);

	it('counts who gave the answer of the pick, no matter which leads the vote and how many were accepted', () => {
		expect(tell([counting('vote', 'a', 'a', 'a', 'b', 'c')], { picked: 4 })).toContain('would have been right in 20 %');
	});

	it.each([
		['another answer did', ['a', 'a', 'b', 'b', 'c'], [1, 2, 3], '40 %'],
		['2 other answers did', ['a', 'b', 'c', undefined, undefined], [1, 2], '20 %'],
	])('says that it is a tie where %s as well, and which is taken', (others, groups, tied, percent) => {
		expect(tell([counting('vote', ...groups)], { tied })).toBe(
			`It is a tie: ${others} as well, and this clone comes first. If this pick is right, a random one would have been right in ${percent}.`,
		);
	});

	it('calls it no tie where all that did as well gave the same answer', () => {
		expect(tell([counting('vote', 'a', 'a', 'b', 'b', 'b')], { picked: 2, tied: [3, 4] })).toBe(
			'If this pick is right, a random one would have been right in 60 %.',
		);
	});

	it('tells a tie by the texts where nobody counted', () => {
		const judged = [counting('judge', undefined, undefined)];
		expect(tell(judged, { tied: [1] })).toBe('It is a tie: another answer did as well, and this clone comes first.');
		expect(tell(judged, { tied: [1], texts: ['Tea.', 'tea'] })).toBeUndefined();
	});

	it('takes several that pass all the same for no tie', () => {
		expect(tell([checking('runTests', true, true, false, false, false)], { tied: [1] })).toBe(
			'A random pick would have been right in 40 %, this pick passed.',
		);
	});

	it('takes the first scorer that knows', () => {
		const vote = counting('vote', 'a', 'a', 'b', 'b', 'c');
		const said = 'If this pick is right, a random one would have been right in 40 %.';
		expect(tell([checking('runTests', undefined, undefined, undefined, undefined, undefined), vote])).toBe(said);
		expect(tell([checking('runTests', undefined, true, false, true, false), vote])).toBe(said);
		expect(tell([checking('rules', true, true, true, true, true), vote])).toBe(said);
		expect(tell([counting('vote', undefined, 'a', 'a', 'b', 'b'), checking('rules', true, false, false, false, false)])).toContain('20 %');
	});

	it.each([
		['none passed', [checking('runTests', false, false, false, false, false)]],
		['all passed', [checking('runTests', true, true, true, true, true)]],
		['tests show that all are right, however they differ', [checking('runTests', true, true, true), counting('vote', 'a', 'b', 'c')]],
		['all agree', [counting('vote', 'a', 'a', 'a', 'a', 'a')]],
		['agreement is a likeness of words', [counting('consensus', undefined, undefined)]],
		['nobody counted', [counting('judge', undefined, undefined)]],
	])('says nothing where %s', (_, assessments) => {
		expect(tell(assessments)).toBeUndefined();
	});
});
