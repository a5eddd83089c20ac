import { describe, expect, it } from 'vitest';
import { findLeads, namesIn, sentencesOf } from '../../../../../nodes/engine/fanout/tools/guided/findLeads';
import { expectLinear } from '../../../../support/expectLinear';

const finding = (text: string) => ({ text, isFinding: true });
const read = (text: string) => ({ text, isFinding: false });
const never = () => false;

describe('namesIn', () => {
	it.each([
		['It is in McDowell County, West Virginia, United States.', ['McDowell County', 'West Virginia', 'United States']],
		['The University of California bought Hall’s house.', ['University of California', 'Hall']],
		['G. Stanley Hall was its first president. He lived in Worcester.', ['G. Stanley Hall', 'Worcester']],
		['Adolescence is a time of change. Nothing else (so Freud) is.', ['Freud']],
		['Freud wrote it. So said Freud.', ['Freud', 'Freud']],
		['no names here, 1990 or later, in December', []],
		['它是首都。', []],
	])('finds the names in %s', (text, names) => {
		expect(namesIn(text)).toEqual(names);
	});

	it.each([['Aa '], ['a. '], ['of '], ['A. '], ['('], ['Aa'], ['((((((((((((((((((((a']])(
		'takes time that grows with a row of "%s" and no faster',
		(piece) => {
			expectLinear(
				(length) => piece.repeat(length / piece.length),
				(text) => namesIn(text),
			);
		},
	);
});

describe('findLeads', () => {
	const task = 'What county shares a border with the county in which Johnnycake, West Virginia is located?';

	it('leaves out what the task has and what was looked up', () => {
		const found = [finding('Johnnycake is in McDowell County, West Virginia, near Premier.')];
		expect(findLeads(found, task, never)).toEqual(['McDowell County', 'Premier']);
		expect(findLeads(found, task, (name) => name === 'McDowell County')).toEqual(['Premier']);
	});

	it('puts those first that stand beside a name of the task or of what was looked up, then beside the most words of it, and findings before the rest', () => {
		const texts = [
			read('Alta: It lies near Gauley Bridge.'),
			read('Johnnycake: It lies on Dry Fork.'),
			finding('Johnnycake lies near Premier.'),
			finding('Johnnycake is in McDowell County.'),
		];
		expect(findLeads(texts, task, never)).toEqual(['McDowell County', 'Premier', 'Dry Fork', 'Gauley Bridge']);
	});

	it('gives six at most, and each name once', () => {
		const text = Array.from({ length: 9 }, (_, index) => `they met Name${'abcdefghi'[index]} and Nameless`).join(', ');
		expect(findLeads([read(text)], task, never)).toHaveLength(6);
	});

	it('reads of an output the sentences that tell most of the task, with their titles', () => {
		const source = { id: 'S1.1', tool: 'search', asked: '', text: 'Johnnycake\nIt lies in McDowell County. It is small.' };
		expect(sentencesOf(source, task).map(({ text }) => text)).toEqual([
			'Johnnycake',
			'Johnnycake: It lies in McDowell County.',
			'Johnnycake: It is small.',
		]);
	});
});
