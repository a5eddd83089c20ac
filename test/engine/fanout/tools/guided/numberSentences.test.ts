import { describe, expect, it } from 'vitest';
import { describeOutput } from '../../../../../nodes/engine/fanout/tools/describeOutput';
import { numberSentences } from '../../../../../nodes/engine/fanout/tools/guided/numberSentences';
import { findQuote } from '../../../../../nodes/engine/quotes/findQuote';
import { withHeading } from '../../../../../nodes/engine/quotes/headingOf';

/** What a model is shown of each number. */
async function readAs(output: unknown) {
	const described = await describeOutput(output, new AbortController().signal);
	const text = 'text' in described ? described.text : '';
	const { sentences } = numberSentences(text);
	for (const sentence of sentences) expect(findQuote(sentence, text).kind).toBe('found');
	return sentences.map((sentence) => withHeading(sentence, text));
}

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

	it.each<[string, unknown, readonly string[]]>([
		[
			'a list of objects',
			'[{"country":"France","capital":"Paris","population":6},{"country":"Spain","capital":"Madrid","population":68}]',
			[
				'country: France',
				'France: capital: Paris',
				'France: population: 6',
				'country: Spain',
				'Spain: capital: Madrid',
				'Spain: population: 68',
			],
		],
		[
			'a list of objects with names',
			[
				{ name: 'Anna', city: 'Berlin', boss: 'Carl' },
				{ name: 'Ben', city: 'Rome', boss: 'Anna' },
			],
			['Anna: city: Berlin', 'Anna: boss: Carl', 'Ben: city: Rome', 'Ben: boss: Anna'],
		],
		[
			'objects in an object',
			{ order: { id: 17, status: 'shipped', currency: 'EUR' }, invoice: { id: 18, status: 'open' } },
			['order: id: 17', 'order: status: shipped', 'order: currency: EUR', 'invoice: id: 18', 'invoice: status: open'],
		],
		[
			'what two objects say in the same words',
			[
				{ id: 17, status: 'shipped' },
				{ id: 18, status: 'shipped' },
			],
			['id: 17', 'id: 17 … status: shipped', 'id: 18', 'id: 18 … status: shipped'],
		],
		[
			'lists in objects',
			[
				{ title: 'Door', colours: ['red', 'blue'] },
				{ title: 'Wall', colours: ['red'] },
			],
			['title: Door', 'title: Door … colours: … red', 'title: Door … colours: … blue', 'title: Wall', 'title: Wall … colours: … red'],
		],
		['comma-separated values', [{ data: 'city,height\nParis,330\nTokyo,634' }], ['data: city,height', 'Paris,330', 'Tokyo,634']],
		['comma-separated words', 'name,boss\nAnna,Carl\nBen,Anna', ['name,boss', 'Anna,Carl', 'Ben,Anna']],
		[
			'a table and a list of terms of a page',
			'<html><body><table><tr><th>Tower</th><th>Height</th></tr><tr><td>Eiffel</td><td>330 m</td></tr></table><dl><dt>Built</dt><dd>1889</dd><dt>Architect</dt><dd>Anna</dd></dl></body></html>',
			['Tower    Height', 'Eiffel   330 m', 'Built: 1889', 'Architect: Anna'],
		],
		['fields in a text', 'Name: Bruno\nRoom: 12\nOwner: Anna', ['Bruno: Room: 12', 'Bruno: Owner: Anna']],
		[
			'fields below the title of a page',
			'Eiffel Tower\n\nArchitect: Sauvestre\nFull height: 330 m',
			['Eiffel Tower: Architect: Sauvestre', 'Eiffel Tower: Full height: 330 m'],
		],
		[
			'search results in an object',
			{
				results: [
					{ url: 'https://a.example', title: 'A tower', content: 'It is 330 metres high ...' },
					{ url: 'https://b.example', title: 'Another tower', content: 'It is 158 metres high.' },
				],
			},
			['A tower: It is 330 metres high ...', 'Another tower: It is 158 metres high.'],
		],
		[
			'a page in an object',
			[{ url: 'https://a.example', data: '<html><body><h1>Eiffel Tower</h1><p>It was built in the year 1889.</p></body></html>' }],
			['data: Eiffel Tower', 'Eiffel Tower: It was built in the year 1889.'],
		],
	])('gives every field and row a number, and its own record as heading or none: %s', async (_, output, read) => {
		expect(await readAs(output)).toEqual(read);
	});

	it('reads a title with a comma or a colon above its text as a title', async () => {
		expect(await readAs('Johnnycake, West Virginia\nJohnnycake is a community, and a small one. It lies on Dry Fork.')).toEqual([
			'Johnnycake is a community, and a small one.',
			'Johnnycake, West Virginia: It lies on Dry Fork.',
		]);
		expect(await readAs('Alien: Covenant\nAlien: Covenant is a film of 2017. It was made in Australia.')).toContain(
			'Covenant: It was made in Australia.',
		);
		expect(await readAs('The Third Man: A Film\nIt was made in Vienna in 1949.')).toContain(
			'The Third Man: A Film: It was made in Vienna in 1949.',
		);
	});
});
