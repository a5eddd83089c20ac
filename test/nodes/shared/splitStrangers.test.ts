import { describe, expect, it } from 'vitest';
import { groupByRun } from '../../../nodes/shared/groupByRun';
import { splitStrangers } from '../../../nodes/shared/splitStrangers';

const split = (items: readonly object[], wantsItems = false) =>
	splitStrangers(groupByRun(items.map((json) => ({ json: json as never }))), wantsItems);

describe('splitStrangers', () => {
	it('tells of failures beside candidates and refuses none of them', () => {
		const { refused, hints } = split([{ text: 'Oslo' }, { error: 'The server is down' }, { error: 'No key', text: '' }]);
		expect(refused).toEqual([]);
		expect(hints).toEqual([
			{
				type: 'warning',
				message: '2 items tell of a failure in a node before this one and cannot be a candidate. Item 2: The server is down',
			},
		]);
	});

	it('tells of answers that are missing beside candidates, and refuses none of them', () => {
		const { refused, hints } = split([{ text: 'Oslo' }, { text: null }, { response: null, city: 'Bergen' }, { error: 'No key' }]);
		expect(refused).toEqual([]);
		expect(hints.map(({ message }) => message)).toEqual([
			'1 item tells of a failure in a node before this one and cannot be a candidate. Item 4: No key',
			'2 items have no answer and cannot be a candidate. Item 2: It has nothing in its field "text"',
		]);
	});

	it('takes an item without the field that the user named as an answer that is missing', () => {
		const grouped = groupByRun([{ json: { reply: 'Oslo' } }, { json: { city: 'Bergen' } }], {
			answerField: 'reply',
			groupBy: '',
			taskOf: () => '',
		});
		const { refused, hints } = splitStrangers(grouped, false);
		expect(refused).toEqual([]);
		expect(hints.map(({ message }) => message)).toEqual([
			'1 item has no answer and cannot be a candidate. Item 2: It has no field "reply"',
		]);
	});

	it('refuses answers that are missing where nobody has one', () => {
		expect(split([{ text: null }, { text: null }]).refused.map(({ reason }) => reason.message)).toEqual([
			'Item 1 of 2 is no candidate: it has nothing in its field "text"',
			'Item 2 of 2 is no candidate: it has nothing in its field "text"',
		]);
	});

	it('refuses failures where there is no candidate, and where the user wants them as items', () => {
		expect(split([{ error: 'The server is down' }]).refused).toHaveLength(1);
		expect(split([{ text: 'Oslo' }, { error: 'The server is down' }], true).refused).toHaveLength(1);
	});

	it('still refuses items that are a mistake', () => {
		expect(split([{ text: 'Oslo' }, { city: 'Bergen' }, { error: 'No key' }]).refused).toMatchObject([{ itemIndex: 1 }]);
	});
});

describe('items of other nodes', () => {
	const adopt = (...items: readonly object[]) => groupByRun(items.map((json) => ({ json: json as never }))).runs[0]?.members ?? [];

	it('keep their clone numbers where each has one', () => {
		expect(adopt({ text: 'a', clone: 3 }, { text: 'b', clone: 2 }).map(({ candidate }) => [candidate.run.clone, candidate.text])).toEqual([
			[2, 'b'],
			[3, 'a'],
		]);
		expect(adopt({ text: 'a', clone: 'Anna' }, { text: 'b', clone: 2 }).map(({ candidate }) => candidate.run.clone)).toEqual([1, 2]);
	});

	it('show a mix of runs by clones that come several times', () => {
		const items = [1, 2, 1, 2].map((clone, index) => ({ json: { text: `Answer ${index}`, clone } }));
		expect(groupByRun(items).runs[0]?.ambiguousClones).toEqual([1, 2]);
	});

	it('keep columns that only have the name of a part of a verdict in their details', () => {
		const [first] = adopt({ text: 'a', clone: 'Anna', score: 88, rank: 5, data: 'x' }, { text: 'b' });
		expect(first?.item.json).toMatchObject({ text: 'a', clone: 1, details: { itsOwn: { score: 88, rank: 5, clone: 'Anna', data: 'x' } } });
		expect(first?.item.json).not.toHaveProperty('rank');
	});

	it('keep a whole verdict on top', () => {
		const [first] = adopt({ text: 'a', accepted: true, rank: 1, score: 1, reason: '3 of 3 passed' });
		expect(first?.item.json).toMatchObject({ accepted: true, rank: 1, score: 1, reason: '3 of 3 passed' });
	});
});
