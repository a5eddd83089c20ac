import { describe, expect, it } from 'vitest';
import { findLeads, sentencesOf } from '../../../../../nodes/engine/fanout/tools/guided/findLeads';

const finding = (text: string) => ({ text, isFinding: true });
const read = (text: string) => ({ text, isFinding: false });
const never = () => false;

describe('findLeads', () => {
	const task = 'What county shares a border with the county in which Johnnycake, West Virginia is located?';

	it('leaves out what the task has and what was looked up', () => {
		const found = [finding('Johnnycake is in McDowell County, West Virginia, near Premier.')];
		expect(findLeads(found, task, never)).toEqual(['McDowell County', 'Premier']);
		expect(findLeads(found, task, (name) => name === 'McDowell County')).toEqual(['Premier']);
	});

	it('puts those first that stand beside a whole name of the task, then beside the words of it that few sentences have, and findings before the rest', () => {
		const texts = [
			read('Alta: It lies near Gauley Bridge.'),
			read('Johnnycake: It lies on Dry Fork.'),
			finding('Johnnycake lies near Premier.'),
			finding('Johnnycake is in McDowell County.'),
		];
		expect(findLeads(texts, task, never)).toEqual(['McDowell County', 'Premier', 'Dry Fork', 'Gauley Bridge']);
	});

	it('puts those beside a rare name of the task before those beside one that all sentences have', () => {
		const texts = [
			...['Bluefield', 'Welch', 'Keystone', 'Davy'].map((name) => read(`${name}: It is a city in West Virginia, near Iaeger.`)),
			read('Johnnycake: It is in McDowell County.'),
		];
		expect(findLeads(texts, task, never)[0]).toBe('McDowell County');
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
