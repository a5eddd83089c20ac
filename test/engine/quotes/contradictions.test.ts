import { describe, expect, it } from 'vitest';
import { followsFrom, repeats } from '../../../nodes/engine/quotes/followsFrom';

const isTaken = (claim: string, quote: string) => repeats(claim, quote) || followsFrom(claim, { quotes: [quote] });

describe('a claim is not taken from a quote that denies it', () => {
	it.each([
		['a curly apostrophe', 'Bruno isn’t a lake.', 'Bruno is a lake.'],
		['an apostrophe that is a letter', 'Bruno isnʼt a lake.', 'Bruno is a lake.'],
		['a full-width apostrophe', 'Bruno isn＇t a lake.', 'Bruno is a lake.'],
		['no apostrophe', 'Bruno isnt a lake.', 'Bruno is a lake.'],
		['a soft hyphen', 'Bruno is n\u00adot a lake.', 'Bruno is a lake.'],
		['not true', 'It is not true that Bruno is a lake.', 'Bruno is a lake.'],
		['false', 'It is false that Bruno is a lake.', 'Bruno is a lake.'],
		['a denial behind it', 'That Bruno is a lake is wrong.', 'Bruno is a lake.'],
		['no evidence', 'No evidence was found that the mayor took bribes.', 'The mayor took bribes.'],
		['nobody', 'Nobody believes that Bruno is a lake.', 'Bruno is a lake.'],
		['a myth', 'It is a myth that Bruno is a lake.', 'Bruno is a lake.'],
		['who denies it', 'The mayor denied that he took bribes.', 'The mayor took bribes.'],
		['two denials for one', 'It is not true that Bruno is not a lake.', 'Bruno is not a lake.'],
		['a denial that is only in the claim', 'Bruno is a lake.', 'It is a myth that Bruno is a lake.'],
		['German', 'Es ist falsch, dass Bruno ein See ist.', 'Bruno ist ein See.'],
		['French', 'Bruno n’est pas un lac.', 'Bruno est un lac.'],
		['Russian', 'Бруно не озеро в Берлине.', 'Бруно озеро в Берлине.'],
		['Polish', 'Bruno nigdy jezioro w Berlinie.', 'Bruno jezioro w Berlinie.'],
		['Japanese', 'ブルーノは湖ではありません。', 'ブルーノは湖です。'],
		['Chinese', '布鲁诺不是一个湖。', '布鲁诺是一个湖。'],
		['Korean', '브루노는 호수가 아닙니다.', '브루노는 호수입니다.'],
	])('%s', (_, quote, claim) => {
		expect(isTaken(claim, quote)).toBe(false);
		expect(isTaken(quote, quote)).toBe(true);
	});
});

describe('a claim is not taken from a quote that leaves it open', () => {
	it.each([
		['If Bruno is a lake, boats can cross it.', 'Bruno is a lake.'],
		['Some people believe that Bruno is a lake.', 'Bruno is a lake.'],
		['The mayor allegedly took bribes.', 'The mayor took bribes.'],
		['Bruno may be a lake.', 'Bruno is a lake.'],
		['Bruno was formerly the capital of the region.', 'Bruno is the capital of the region.'],
		['Is it so that Bruno is a lake?', 'Bruno is a lake.'],
	])('%s', (quote, claim) => {
		expect(isTaken(claim, quote)).toBe(false);
		expect(isTaken(quote.replace('?', '.'), quote.replace('?', '.'))).toBe(true);
	});
});

describe('a claim is not taken from a quote that says the contrary in the same words', () => {
	it.each([
		['a minus', 'The temperature in Bruno was -5 degrees.', 'The temperature in Bruno was 5 degrees.'],
		['a minus of its own', 'The temperature in Bruno was −5 degrees.', 'The temperature in Bruno was 5 degrees.'],
		['a minus that is a word', 'The temperature in Bruno was minus 5 degrees.', 'The temperature in Bruno was 5 degrees.'],
		['a minus that is not there', 'The temperature in Bruno was 5 degrees.', 'The temperature in Bruno was -5 degrees.'],
		['half of a number', 'The temperature in Bruno was 5.2 degrees.', 'The temperature in Bruno was 5'],
		['after for before', 'Bruno was founded after 1990.', 'Bruno was founded before 1990.'],
		['a bound that is left out', 'Bruno was founded after 1990.', 'Bruno was founded 1990.'],
		['a bound that is not there', 'Bruno has 500 inhabitants.', 'Bruno has more than 500 inhabitants.'],
		['more for less', 'Bruno has less than 500 inhabitants.', 'Bruno has more than 500 inhabitants.'],
		['the first for the last', 'Bruno was the last stop of the train.', 'Bruno was the first stop of the train.'],
		['above for below', 'Bruno lies 12 m below the sea.', 'Bruno lies 12 m above the sea.'],
		['fell for rose', 'The price of Bruno increased by 5 %.', 'The price of Bruno decreased by 5 %.'],
		['km for m', 'Bruno is 12 m deep.', 'Bruno is 12 km deep.'],
		['°F for °C', 'Water boils at 100 °C in Bruno.', 'Water boils at 100 °F in Bruno.'],
		['km for m in a table', 'Depth of Bruno (m): 12', 'Depth of Bruno: 12 km'],
		['another currency', 'Bruno paid $5 for the boat.', 'Bruno paid €5 for the boat.'],
		['billion for million', 'Bruno has 5 million inhabitants.', 'Bruno has 5 billion inhabitants.'],
		['a share for a number', 'In Bruno 12 % of all people swim.', 'In Bruno 12 people swim.'],
		['names that changed sides', 'Brazil defeated Germany.', 'Germany defeated Brazil.'],
		['names that did not, in the passive voice', 'Brazil defeated Germany.', 'Brazil was defeated by Germany.'],
		['names that changed sides of a kinship', 'Anna is the mother of Bruno.', 'Bruno is the mother of Anna.'],
	])('%s', (_, quote, claim) => {
		expect(isTaken(claim, quote)).toBe(false);
		expect(isTaken(quote, quote)).toBe(true);
	});
});

describe('a claim is taken in other words that say the same', () => {
	it.each([
		['Germany was defeated by Brazil.', 'Brazil defeated Germany.'],
		['The capital of France is Paris.', 'Paris is the capital of France.'],
		["France's capital is Paris.", 'Paris is the capital of France.'],
		['Bruno is 12 metres deep.', 'The lake Bruno is 12 m deep.'],
		['Bruno is 12 m deep.', 'Depth of Bruno (m): 12, deep'],
		['The boat of Bruno was 5 dollars.', 'The boat of Bruno was $5.'],
		['Bruno isn’t a lake.', 'Bruno is not a lake.'],
		['The temperature in Bruno was -5 degrees.', 'The temperature in Bruno was 5 degrees below zero.'],
		['Bruno has over 500 inhabitants.', 'Bruno has more than 500 inhabitants.'],
		['Bruno and Anna met in 1990.', 'Anna and Bruno met in 1990.'],
		['In Berlin lies Bruno, a lake.', 'Bruno, a lake, lies in Berlin.'],
		['Bruno stood there from 1990-1995.', 'From 1990-1995 Bruno stood there.'],
		['Bruno is 12 m deep.', 'Bruno is 12 m deep. It is not a river.'],
		['Bruno opened in May 1990.', 'Bruno, the lake, opened in May 1990.'],
	])('%s', (claim, quote) => {
		expect(isTaken(claim, quote)).toBe(true);
	});
});
