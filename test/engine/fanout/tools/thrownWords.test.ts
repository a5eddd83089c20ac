import { describe, expect, it } from 'vitest';
import { thrownWords } from '../../../../nodes/engine/fanout/tools/thrownWords';

describe('thrownWords', () => {
	it.each([
		['There was an error: "boom [line 3]"', 'boom [line 3]'],
		['response: There was an error: "boom"', 'boom'],
		['HTTP 404 There was an error: "Request failed with status code 404"', 'Request failed with status code 404'],
		['There was an error: "a\nstack\n\nof lines, and a "word""', 'a\nstack\n\nof lines, and a "word"'],
		['There was an error: Unknown error', 'Unknown error'],
		['There was an error: ""', 'It threw an error without words'],
		['Error during node execution: boom\n\nDetails: no such lake', 'boom\n\nDetails: no such lake'],
		[
			'Error: The Tool attempted to return binary data, which is not supported in Agents',
			'The Tool attempted to return binary data, which is not supported in Agents',
		],
	])('reads %j', (text, words) => {
		expect(thrownWords(text)).toBe(words);
	});

	it.each([
		'Anna is 12 m deep. There was an error: "boom"',
		'There was an error: "boom" was what the program said. Its author corrected it in 1990.',
		'There was an error in the ballot, and Anna won.',
		'There was an error: Anna wrote 12.\n\nBruno found it a day later, and the paper was corrected.',
		'Error correction is a method.',
		`There was an error: "${'long words '.repeat(1000)}"`,
	])('takes a text that only tells of an error for none: %j', (text) => {
		expect(thrownWords(text)).toBeUndefined();
	});
});
