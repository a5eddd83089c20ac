import { describe, expect, it } from 'vitest';
import { findQuote } from '../../../nodes/engine/quotes/findQuote';

const text = `The bridge was opened on 3 May 1889. It is 1.5 km long, cost 15 million francs and carries 12,500 vehicles a day.
Engineers say that it is not safe in strong wind. They can't repair it before winter, the city's “Office of
Works” said—and its bud\u00adget of 2\u202f500\u202f000 euros is spent. Main\u00ad
tenance costs rose by 15%, and infor-
mation about −5 °C frost was with\uFB01xed… Élodie Durand, well-known engineer, disagrees.`;

describe('findQuote finds', () => {
	it.each([
		['words as they stand', 'The bridge was opened on 3 May 1889'],
		['a quote over a line break', 'the city\'s "Office of Works" said'],
		['another kind of line break', 'carries 12,500 vehicles\r\na day'],
		['a capital that begins the quote', 'It is not safe in strong wind'],
		['a quote in quotation marks, with a stop', '“cost 15 million francs and carries 12,500 vehicles a day.”'],
		['a hyphen that breaks a word at the end of a line', 'information about -5 °C frost'],
		['a soft hyphen', 'its budget of 2 500 000 euros is spent'],
		['a soft hyphen and a line break', 'Maintenance costs rose by 15%'],
		['a ligature', 'was withfixed'],
		['other quotation marks and another dash', "'Office of Works' said-and its"],
		['a decomposed accent', 'E\u0301lodie Durand'],
		['full-width letters', 'Ｅngineers say that it'],
		['bold marks', '**Engineers** say that it is __not__ safe'],
		['what an ellipsis leaves out', 'The bridge was opened … and carries 12,500 vehicles a day'],
		[
			'sentences that an ellipsis leaves out whole, whatever they deny',
			'The bridge was opened on 3 May 1889 […] Maintenance costs rose by 15%',
		],
		['an ellipsis at its ends', '…cost 15 million francs…'],
		['one number', '1889'],
		['a joiner that shows nothing', 'Engi\u200bneers say'],
	])('%s', (_, quote) => {
		expect(findQuote(quote, text)).toMatchObject({ kind: 'found' });
	});

	it('a piece of a script that writes without spaces', () => {
		expect(findQuote('東京は日本の首都', '今日、東京は日本の首都です。')).toMatchObject({ kind: 'found', words: '東京は日本の首都' });
	});

	it('the passage as the text has it', () => {
		expect(findQuote('the city\'s "Office of Works" said', text)).toEqual({ kind: 'found', words: "the city's “Office of\nWorks” said" });
	});

	it('a quote in a text of a hundred thousand characters', () => {
		expect(findQuote('the needle is here', `${'straw and hay, '.repeat(7000)}the needle is here`)).toMatchObject({ kind: 'found' });
	});
});

describe('findQuote misses', () => {
	it.each([
		['another word', 'The bridge was closed on 3 May 1889', 'notThere'],
		['another order', 'carries 12,500 vehicles a day and cost 15 million francs', 'notThere'],
		['another number', 'The bridge was opened on 4 May 1889', 'otherNumber'],
		['a number with another point', 'It is 15 km long', 'otherNumber'],
		['the end of a number', '5 km long', 'cutWord'],
		['the beginning of a number', 'The bridge was opened on 3 May 188', 'cutWord'],
		['a group of a number', 'its budget of 2', 'cutWord'],
		['a number without its groups before', '500 000 euros is spent', 'cutWord'],
		['a number without its sign', '5 °C frost', 'cutWord'],
		['half a word', 'gineers say that it is', 'cutWord'],
		['a verb without its denial', 'They can', 'cutWord'],
		['letters of another alphabet', 'Enginееrs say that it', 'lookAlike'],
		['a letter in a number', 'The bridge was opened on 3 May l889', 'lookAlike'],
		['a denial that an ellipsis leaves out', 'Engineers say that it is … safe in strong wind', 'hidesNegation'],
		['pieces in another order', 'Engineers say … The bridge was opened', 'notThere'],
		['two letters', 'it', 'empty'],
		['nothing', '“…”', 'empty'],
		['what it never said', 'The bridge will be demolished', 'notThere'],
	])('%s', (_, quote, reason) => {
		expect(findQuote(quote, text)).toEqual({ kind: 'missing', reason });
	});

	it('pieces that are far apart', () => {
		expect(findQuote('one thing … other thing', `one thing ${'and more '.repeat(100)}other thing`)).toMatchObject({ kind: 'missing' });
	});
});
