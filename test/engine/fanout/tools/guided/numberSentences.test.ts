import { describe, expect, it } from 'vitest';
import { numberSentences } from '../../../../../nodes/engine/fanout/tools/guided/numberSentences';

describe('numberSentences', () => {
	it('numbers sentences, without the names of fields, and leaves titles and addresses alone', () => {
		const text = '- title: Eiffel Tower\n  url: https://example.org/2\n  content: It stands in Paris. It is 330 metres high.';
		expect(numberSentences(text)).toEqual({
			text: '- title: Eiffel Tower\nurl: https://example.org/2\n[1] It stands in Paris.\n[2] It is 330 metres high.',
			sentences: ['It stands in Paris.', 'It is 330 metres high.'],
		});
	});

	it('keeps the name of a short value that is a number', () => {
		expect(numberSentences('name: Tower\nheight: 330 m').sentences).toEqual(['height: 330 m']);
	});

	it('takes the name of a page that is a field of its own for no sentence', () => {
		const text = 'title: Berlin Television Tower\ncontent: It is 368 metres high.';
		expect(numberSentences(text).sentences).toEqual(['It is 368 metres high.']);
	});

	it('gives no number to a sentence that is cut off at the end of a snippet', () => {
		const first =
			'The Eiffel Tower, a lattice tower on the Champ de Mars in Paris, was built for the fair of the year 1889 by his company.';
		expect(numberSentences(`${first} It was the tallest`).sentences).toEqual([first]);
		expect(numberSentences('It still stands there. It was the tallest …').sentences).toEqual(['It still stands there.']);
		expect(numberSentences('It still stands there. It is 330 m high').sentences).toEqual(['It still stands there.', 'It is 330 m high']);
	});

	it.each(['...', ' ...', '…', ' …'])('numbers a snippet that is one sentence and ends in %j, also beside whole ones', (end) => {
		const cut = `The Eiffel Tower is a lattice tower in Paris that is 330 metres tall${end}`;
		const text = `- title: Eiffel Tower - official site\n  content: ${cut}\n- title: A tower by the sea\n  content: It stands in Blackpool.`;
		expect(numberSentences(text).sentences).toContain(cut);
		expect(numberSentences(text).sentences).toContain('It stands in Blackpool.');
	});

	it('numbers each piece of a snippet that is made of pieces', () => {
		expect(numberSentences('title: Tower\ncontent: Built in Paris in 1889 ... Its height is 330 metres today ...').sentences).toEqual([
			'Built in Paris in 1889 ...',
			'Its height is 330 metres today ...',
		]);
	});

	it('numbers whatever there is where nothing is a sentence', () => {
		expect(numberSentences('Sun in Paris.').sentences).toEqual(['Sun in Paris.']);
	});

	it('tells sentences apart where no space stands between them', () => {
		expect(numberSentences('title: 东京\n它有1400万人口。江户是东京的旧名。「对。」她说这一切都是真的。').sentences).toEqual([
			'它有1400万人口。',
			'江户是东京的旧名。「对。」',
			'她说这一切都是真的。',
		]);
		expect(numberSentences('पेरिस फ्रांस की राजधानी है। इसमें बीस लाख लोग रहते हैं।').sentences).toHaveLength(2);
	});

	it('puts lines together that were broken for their length, but no lists and no fields', () => {
		const wrapped =
			'The tower was built for the fair of 1889 by the\ncompany of Gustave Eiffel,\nwho lived above it. Today it is 330 metres high,\nwith its aerials.\nIt is open all year.';
		expect(numberSentences(wrapped).sentences).toEqual([
			'The tower was built for the fair of 1889 by the company of Gustave Eiffel, who lived above it.',
			'Today it is 330 metres high, with its aerials.',
			'It is open all year.',
		]);
		expect(numberSentences('red paint of 5 litres\nblue paint of 6 litres').sentences).toHaveLength(2);
		const long = 'a summary that is long enough to be broken by a program';
		expect(numberSentences(`first: ${long}\nsecond: ${long}`).sentences).toEqual([long, long]);
	});
});
